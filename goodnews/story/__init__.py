"""The story: its file, its fields, its identity. Knows no Pelican and no network."""

from goodnews.story.dates import LONDON, DateError, parse_day, parse_moment, show_day, show_time
from goodnews.story.expiry import last_day, shown_on, without_photos
from goodnews.story.fields import NETWORKS
from goodnews.story.folders import StoryFolder, find_folders, key_in, name_of, slugify
from goodnews.story.front_matter import LineNumbers, Parsed, decode, parse_story
from goodnews.story.loading import StoryCollection, catalogued, collect, read_stories, read_story
from goodnews.story.model import (
    Allow,
    Audio,
    Consent,
    Depicts,
    Event,
    FrontMatter,
    Interview,
    Live,
    PhotoNote,
    Quote,
    Signed,
    Thanks,
    Video,
    Withdrawn,
)
from goodnews.story.story import Story, StoryFormat, Visibility

__all__ = [
    "LONDON",
    "NETWORKS",
    "Allow",
    "Audio",
    "Consent",
    "DateError",
    "Depicts",
    "Event",
    "FrontMatter",
    "Interview",
    "LineNumbers",
    "Live",
    "Parsed",
    "PhotoNote",
    "Quote",
    "Signed",
    "Story",
    "StoryCollection",
    "StoryFolder",
    "StoryFormat",
    "Thanks",
    "Video",
    "Visibility",
    "Withdrawn",
    "catalogued",
    "collect",
    "decode",
    "find_folders",
    "key_in",
    "last_day",
    "name_of",
    "parse_day",
    "parse_moment",
    "parse_story",
    "read_stories",
    "read_story",
    "show_day",
    "show_time",
    "shown_on",
    "slugify",
    "without_photos",
]
