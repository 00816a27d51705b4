"""Feeds: RSS 2.0 through feedgen, and JSON Feed 1.1."""

from .plan import FeedFile, plan_feeds

__all__ = ["FeedFile", "plan_feeds"]
