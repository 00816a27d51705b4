"""Dividing stories into what a feed holds now and its archives (RFC 5005).

Archives are full chunks counted from the oldest story, so that a new story changes none of them:
the current feed grows, and when another chunk is full it is written once and left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from .entries import FeedEntry


@dataclass(frozen=True, slots=True)
class History:
    """A feed's entries: `current` newest first; `archives` oldest chunk first, each newest first inside."""

    current: tuple[FeedEntry, ...]
    archives: tuple[tuple[FeedEntry, ...], ...]


def divide(entries: Sequence[FeedEntry], size: int) -> History:
    """Divide entries, given oldest first, into the current feed and full archives of `size` entries.

    What is in no archive is always in the current feed: together they are the whole history.
    """
    chunks = range(0, len(entries) - size + 1, size) if len(entries) > size else range(0)
    archives = tuple(tuple(reversed(entries[start : start + size])) for start in chunks)
    return History(_current(entries, size, len(archives) * size), archives)


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
