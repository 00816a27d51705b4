"""Feeds: RSS 2.0 through feedgen, and JSON Feed 1.1.

What reads feeds back (`validate`) and what tells a hub (`websub`) are asked for by their modules: most builds
need neither them nor the libraries they are made with.
"""

from .announce_manifest import plan_announcements
from .plan import FeedFile, is_feed, plan_feeds
from .podcast import PATH as PODCAST
from .podcast import episodes_of, podcast_title

__all__ = [
    "PODCAST",
    "FeedFile",
    "episodes_of",
    "is_feed",
    "plan_announcements",
    "plan_feeds",
    "podcast_title",
]
