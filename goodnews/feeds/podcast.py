"""The podcast: every story with a recording. Voices from a shift are half of what a Trust has to tell."""

from collections.abc import Sequence
from dataclasses import replace

from goodnews.config import SiteConfig
from goodnews.i18n import messages_for
from goodnews.rendered import RenderedStory
from goodnews.story import Story

from .channel import Channel, Podcast, one_line
from .channels import channel_for

PATH = "podcast.xml"
COVER = "podcast-cover.png"
COVER_SIDE = 1_400
"""Pixels: the least that Apple takes."""
_CATEGORY = ("Health & Fitness", "Medicine")
"""Apple's own names, from its list of podcast categories."""


def episodes_of(public: Sequence[RenderedStory], withdrawn: Sequence[Story]) -> tuple[str, ...]:
    """The identities of the episodes, newest first, removed ones among them.

    All there ever were: players don't know archives.
    """
    stories = [
        rendered.story
        for rendered in public
        if (audio := rendered.story.meta.audio) and audio.file in rendered.attachments
    ]
    stories += [story for story in withdrawn if story.meta.audio]
    newest_first = sorted(stories, key=lambda story: (story.meta.date, story.identity), reverse=True)
    return tuple(story.identity for story in newest_first)


def podcast_title(config: SiteConfig) -> str:
    """What the show is called."""
    return messages_for(config.language)("podcast_title", site=one_line(config.site_name))


def podcast_channel(config: SiteConfig) -> Channel:
    """The show."""
    about = messages_for(config.language)("podcast_about", trust=one_line(config.name))
    address = config.url(PATH)
    return replace(
        channel_for(None, config),
        title=podcast_title(config),
        description=about,
        address=address,
        current=address,
        podcast=Podcast(
            category=_CATEGORY, owner=one_line(config.name), email=config.email, cover=config.url(COVER)
        ),
    )
