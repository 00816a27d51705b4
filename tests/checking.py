"""Checking stories that were only read: for tests of rules."""

from datetime import datetime

from goodnews.checks import check_story, check_together
from goodnews.config import SiteConfig
from goodnews.problems import Problem, in_order
from goodnews.story import StoryCollection


def check_stories(library: StoryCollection, config: SiteConfig, now: datetime) -> tuple[Problem, ...]:
    """Run every rule, and give all that was found, sorted."""
    found = {
        story.key: check_story(story, library.folders[story.key].names, config) for story in library.stories
    }
    return in_order([*library.problems, *check_together(library, found, config, now)])
