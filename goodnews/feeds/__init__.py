"""Feeds: RSS 2.0 through feedgen, and JSON Feed 1.1."""

from .hub import PUSHED, ping_hub
from .identity import guid_for
from .inspecting import check_feed, is_feed
from .plan import FeedFile, plan_feeds
from .podcast import PATH as PODCAST
from .podcast import episodes_of, podcast_title

__all__ = [
    "PODCAST",
    "PUSHED",
    "FeedFile",
    "check_feed",
    "episodes_of",
    "guid_for",
    "is_feed",
    "ping_hub",
    "plan_feeds",
    "podcast_title",
]
