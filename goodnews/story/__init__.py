"""The story: its file, its fields, its identity. Knows no Pelican and no network."""

from goodnews.story.dates import LONDON, DateError, parse_day, parse_moment, show_day, show_time
from goodnews.story.folders import StoryFolder, find_folders, key_in, name_of, slugify
from goodnews.story.front_matter import WITHDRAWN, LineNumbers, Parsed, decode, parse_story
from goodnews.story.loading import (
    StoryCollection,
    UnreadStory,
    catalogued,
    collect,
    read_stories,
    read_story,
)
from goodnews.story.model import (
    Allow,
    Consent,
    Depicts,
    FrontMatter,
    Live,
    PhotoNote,
    Signed,
    Thanks,
    Video,
)
from goodnews.story.story import Story, StoryFormat, Visibility, last_day, shown_on

__all__ = [
    "LONDON",
    "WITHDRAWN",
    "Allow",
    "Consent",
    "DateError",
    "Depicts",
    "FrontMatter",
    "LineNumbers",
    "Live",
    "Parsed",
    "PhotoNote",
    "Signed",
    "Story",
    "StoryCollection",
    "StoryFolder",
    "StoryFormat",
    "Thanks",
    "UnreadStory",
    "Video",
    "Visibility",
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
]
