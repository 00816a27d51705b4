"""What has to be known of a story to divide it among feeds, without making its item yet.

A site of ten thousand stories has feeds by the thousand, and an edit changes a handful of them. An
entry costs next to nothing; the item it stands for is made only for a feed that has to be written.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import islice
from typing import NamedTuple
from uuid import UUID, uuid5

from goodnews.rendered import RenderedStory
from goodnews.story import LONDON, FrontMatter, Story
from goodnews.taxonomies import Taxonomy, Term, group_by_term

_STORIES = UUID("2d04a0a3-8b51-5770-a926-3b607cf5a24a")
"""The namespace of all stories. It must never change: every item ever read would come again."""


class FeedEntry(NamedTuple):
    """A story's place among the others, and a digest of all that its item will be made from.

    `removed` marks a story that was taken back.
    """

    identity: str
    published: datetime
    last_changed: datetime
    removed: bool
    digest: bytes
    story: Story


def entries_of(public: Sequence[RenderedStory], withdrawn: Sequence[Story]) -> Iterator[FeedEntry]:
    """The entry of every story."""
    public_keys = {rendered.story.key for rendered in public}
    for rendered in public:
        story, other = rendered.story, rendered.story.meta.translation or ""
        digest_input = f"{story.digest}\n{story.key}\n{other if other in public_keys else ''}"
        for file, photo in rendered.photos.items():
            digest_input += f"\n{file} {photo.fallback.name} {photo.fallback.size}"
        for file, attachment in rendered.attachments.items():
            digest_input += f"\n{file} {attachment.name} {attachment.size} {attachment.seconds}"
        yield _entry(story, changed_at(story.meta) or story.meta.date, digest_input, removed=False)
    for story in withdrawn:
        yield _entry(story, removed_at(story), f"{story.digest}\n{story.key}\nremoved", removed=True)


def _entry(story: Story, last_changed: datetime, digest_input: str, *, removed: bool) -> FeedEntry:
    digest = hashlib.sha256(digest_input.encode()).digest()
    return FeedEntry(story.identity, story.meta.date, last_changed, removed, digest, story)


def terms_with_feeds(entries: Sequence[FeedEntry]) -> Iterator[Term[FeedEntry]]:
    """Every category, tag, team, hospital and year that has a story, removed ones among them.

    Readers of a ward's feed have to hear of those too. A term of which every story was removed has no name:
    the name itself may say too much.
    """
    for taxonomy in Taxonomy:
        for term in group_by_term(entries, taxonomy):
            if not term.members[0].removed:
                yield term
                continue
            public = [entry for entry in term.members if not entry.removed]
            names = {other.slug: other.name for other in group_by_term(public, taxonomy)}
            yield term._replace(name=names.get(term.slug, ""))


def oldest_first(entry: FeedEntry) -> tuple[float, str]:
    """The order in which stories are divided into feeds: a new one changes no full archive."""
    return entry.published.timestamp(), entry.identity


def guid_for(identity: str) -> str:
    """The guid of a story, from its identity alone: never its title, its date or the site's address.

    A UUID (RFC 9562, version 5) and not the identity itself, because a removed story keeps its
    guid and its folder's name may say too much.

    >>> guid_for("2026/night-on-ward-7")
    'urn:uuid:b67c16c2-7591-5849-b17f-6ba2854a2f4e'
    """
    return f"urn:uuid:{uuid5(_STORIES, identity)}"


def changed_at(meta: FrontMatter) -> datetime | None:
    """When a story last changed for its readers, if it did so after it came out."""
    modified = meta.modified
    return modified if modified and modified > meta.date else None


def removed_at(story: Story) -> datetime:
    """The start of the day a story was taken back, in London, but not before it came out."""
    day = story.meta.withdrawn.on if story.meta.withdrawn else story.meta.date.date()
    return max(datetime.combine(day, time(), LONDON), story.meta.date)


def divide(entries: Sequence[FeedEntry], size: int) -> list[tuple[FeedEntry, ...]]:
    """Divide entries, given oldest first, into the current feed and full archives of `size` entries.

    The current feed comes first, then the oldest archive; in each the newest entry comes first. What is in
    no archive is always in the current feed: together they are the whole history.
    """
    starts = range(0, len(entries) - size + 1, size) if len(entries) > size else range(0)
    archives = [tuple(reversed(entries[start : start + size])) for start in starts]
    return [_current(entries, size, len(archives) * size), *archives]


def newest(entries: Sequence[FeedEntry], size: int) -> tuple[FeedEntry, ...]:
    """What a feed without archives holds of entries, given oldest first; the newest comes first.

    The whole history is in the feed of everything. Repeated for each term it would be a third of
    a large site, and six more copies of every story, where nobody looks when one is taken back.
    """
    return _current(entries, size, max(len(entries) - size, 0))


def _current(entries: Sequence[FeedEntry], size: int, past: int) -> tuple[FeedEntry, ...]:
    """The newest `size` stories, every entry behind the `past` first ones, and what was removed lately.

    That is every story removed since the oldest of the newest came out, so that a reader who asks only for
    the current feed still hears of it.
    """
    newest_first = (index for index in reversed(range(len(entries))) if not entries[index].removed)
    public = list(islice(newest_first, size))
    # From here on everything is in it: the newest and what was removed between, or the rest.
    first = min([*public[-1:], past])
    since = entries[public[-1]].published if public else None
    late = [entry for entry in entries[:first] if entry.removed and since and entry.last_changed >= since]
    return tuple(reversed([*late, *entries[first:]]))
