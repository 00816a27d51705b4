"""Dividing a listing into what its feed holds now and its archives (RFC 5005).

Archives are full chunks counted from the oldest story, so that a new story changes none of them:
the current feed grows, and when another chunk is full it is written once and left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .channel import FeedItem


@dataclass(frozen=True, slots=True)
class History:
    """A feed's items: `current` newest first; `archives` oldest chunk first, each newest first inside."""

    current: tuple[FeedItem, ...]
    archives: tuple[tuple[FeedItem, ...], ...]


def divide(items: Sequence[FeedItem], size: int) -> History:
    """Divide items, given oldest first, into the current feed and full archives of `size` items.

    The current feed tells the newest `size` stories and every story removed since the oldest of
    them came out, so that a reader who asks only for the current feed still hears of it.
    What is in no archive is always in the current feed: together they are the whole history.
    """
    chunks = range(0, len(items) - size + 1, size) if len(items) > size else range(0)
    archives = tuple(tuple(reversed(items[start : start + size])) for start in chunks)
    told = [item for item in items if not item.removed][-size:]
    wanted = {item.guid for item in (*told, *items[len(archives) * size :])}
    if told:
        since = told[0].published
        wanted |= {item.guid for item in items if item.removed and item.touched >= since}
    return History(tuple(item for item in reversed(items) if item.guid in wanted), archives)
