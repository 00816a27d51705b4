"""Where a site can be delivered, one module each."""
