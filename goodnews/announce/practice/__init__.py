"""The practice network: X's API on this machine only, as strict as the real one, with a page to look at."""
