"""Bringing in what is somewhere else: each importer writes drafts, and nothing but drafts."""
