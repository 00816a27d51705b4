"""A last look at the built site before anyone can see it."""
