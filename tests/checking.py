"""Checking stories that were only read: for tests of rules."""

from datetime import datetime

from goodnews.checks import CollectionContext, check_story, check_together, own_links
from goodnews.config import SiteConfig
from goodnews.markdown.body import render
from goodnews.problems import Problem, in_order
from goodnews.rendered import texts_of
from goodnews.story import StoryCollection


def check_stories(library: StoryCollection, config: SiteConfig, now: datetime) -> tuple[Problem, ...]:
    """Run every rule, and give all that was found, sorted."""
    found = {
        story.key: check_story(story, library.folders[story.key].names, config) for story in library.stories
    }
    context = in_context(library, config, now)
    return in_order([*library.problems, *check_together(context, found)])


def in_context(library: StoryCollection, config: SiteConfig, now: datetime) -> CollectionContext:
    """Stories that were only read, with the links in their texts."""
    texts = {story.key: map(render, texts_of(story).values()) for story in library.stories}
    links = {key: own_links(rendered, config) for key, rendered in texts.items()}
    return CollectionContext(library, config, now, links)
