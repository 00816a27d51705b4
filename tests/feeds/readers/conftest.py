"""Readers that people use, fetching over HTTP from this machine."""

import os

# `reader` carries a copy of feedparser that needs a module it does not ask for; use the real one.
os.environ["READER_NO_VENDORED_FEEDPARSER"] = "1"
