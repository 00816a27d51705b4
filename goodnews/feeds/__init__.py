"""Feeds: RSS 2.0 through feedgen, and JSON Feed 1.1."""

from .hub import PUSHED, ping_hub
from .identity import guid_for
from .inspecting import check_feed, is_feed
from .plan import FeedFile, plan_feeds

__all__ = ["PUSHED", "FeedFile", "check_feed", "guid_for", "is_feed", "ping_hub", "plan_feeds"]
