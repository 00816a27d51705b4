"""The story: its file, its fields, its identity. Knows no Pelican and no network."""

from goodnews.story.dates import LONDON, NotADate, parse_day, parse_moment, show_day, show_time
from goodnews.story.folders import StoryFolder, find_folders, name_of
from goodnews.story.library import Library, catalogued, collect, read_stories, read_story
from goodnews.story.model import (
    Allow,
    Audio,
    Consent,
    Event,
    FrontMatter,
    Interview,
    Live,
    PhotoNote,
    Quote,
    Shows,
    Thanks,
    Video,
    Withdrawn,
)
from goodnews.story.parsing import Parsed, decode, parse_story
from goodnews.story.slugs import slugify
from goodnews.story.story import Shape, Story, Visibility
from goodnews.story.values import NETWORKS
from goodnews.story.yaml_lines import BadYaml, Lines

__all__ = [
    "LONDON",
    "NETWORKS",
    "Allow",
    "Audio",
    "BadYaml",
    "Consent",
    "Event",
    "FrontMatter",
    "Interview",
    "Library",
    "Lines",
    "Live",
    "NotADate",
    "Parsed",
    "PhotoNote",
    "Quote",
    "Shape",
    "Shows",
    "Story",
    "StoryFolder",
    "Thanks",
    "Video",
    "Visibility",
    "Withdrawn",
    "catalogued",
    "collect",
    "decode",
    "find_folders",
    "name_of",
    "parse_day",
    "parse_moment",
    "parse_story",
    "read_stories",
    "read_story",
    "show_day",
    "show_time",
    "slugify",
]
