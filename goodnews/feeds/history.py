"""Dividing a listing into what its feed holds now and its archives (RFC 5005).

Archives are full chunks counted from the oldest story, so that a new story changes none of them:
the current feed grows, and when another chunk is full it is written once and left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from .entries import Entry


@dataclass(frozen=True, slots=True)
class History:
    """A feed's entries: `current` newest first; `archives` oldest chunk first, each newest first inside."""

    current: tuple[Entry, ...]
    archives: tuple[tuple[Entry, ...], ...]


def divide(entries: Sequence[Entry], size: int) -> History:
    """Divide entries, given oldest first, into the current feed and full archives of `size` entries.

    The current feed tells the newest `size` stories and every story removed since the oldest of
    them came out, so that a reader who asks only for the current feed still hears of it.
    What is in no archive is always in the current feed: together they are the whole history.
    """
    chunks = range(0, len(entries) - size + 1, size) if len(entries) > size else range(0)
    archives = tuple(tuple(reversed(entries[start : start + size])) for start in chunks)
    newest_first = (place for place in reversed(range(len(entries))) if not entries[place].removed)
    told = list(islice(newest_first, size))
    # From here on everything is in the current feed: `told` and what was removed between, or the rest.
    first = min([*told[-1:], len(archives) * size])
    since = entries[told[-1]].published if told else None
    late = [each for each in entries[:first] if each.removed and since and each.touched >= since]
    return History(tuple(reversed([*late, *entries[first:]])), archives)
