"""What has to be known of a story to divide it among feeds, without telling it yet.

A site of ten thousand stories has feeds by the thousand, and an edit changes a handful of them. An
entry costs next to nothing; the item it stands for is made only for a feed that has to be written.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time

from goodnews.rendered import Rendered
from goodnews.story import LONDON, FrontMatter, Story

from .identity import guid_for


@dataclass(frozen=True, slots=True)
class Entry:
    """A story's place in time, and a digest of all that its item will be made from.

    `removed` marks a story that was taken back.
    """

    identity: str
    guid: str
    published: datetime
    touched: datetime
    removed: bool
    digest: bytes


def told_entry(rendered: Rendered, translation: Story | None) -> Entry:
    """The entry of a public story. `translation` is the story in the other language, if it is public too."""
    story = rendered.story
    parts = [story.digest, story.key, translation.key if translation else ""]
    parts += [
        f"{file} {photo.fallback.name} {photo.fallback.size}" for file, photo in rendered.photos.items()
    ]
    parts += [f"{file} {each.name} {each.size} {each.seconds}" for file, each in rendered.attachments.items()]
    changed = changed_at(story.front)
    return _entry(story, changed or story.front.date, parts, removed=False)


def removed_entry(story: Story) -> Entry:
    """The entry of a story that was taken back."""
    return _entry(story, removed_at(story), [story.digest, story.key], removed=True)


def changed_at(front: FrontMatter) -> datetime | None:
    """When a story last changed for its readers, if it did so after it came out."""
    return front.modified if front.modified and front.modified > front.date else None


def removed_at(story: Story) -> datetime:
    """The start of the day a story was taken back, in London, but not before it came out."""
    day = story.front.withdrawn.on if story.front.withdrawn else story.front.date.date()
    return max(datetime.combine(day, time(), LONDON), story.front.date)


def _entry(story: Story, touched: datetime, parts: list[str], *, removed: bool) -> Entry:
    digest = hashlib.sha256("\n".join([*parts, str(removed)]).encode()).digest()
    return Entry(story.identity, guid_for(story.identity), story.front.date, touched, removed, digest)
