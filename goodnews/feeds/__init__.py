"""Feeds: RSS 2.0 through feedgen, and JSON Feed 1.1.

`validate` reads feeds back and `websub` notifies a hub; import them by name: most builds need neither,
nor their libraries.
"""

from .announce_manifest import plan_announcements
from .channel import PODCAST, episodes_of, podcast_title
from .plan import is_feed, plan_feeds

__all__ = ["PODCAST", "episodes_of", "is_feed", "plan_announcements", "plan_feeds", "podcast_title"]
