"""Which stories go together, remembered: an edit of a text changes nothing of it."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from goodnews.files import write_atomically
from goodnews.hands import Errand
from goodnews.site import Related, relate, what_relates
from goodnews.story import Story

Places = list[tuple[int, ...]]


class Relating:
    """Finds which stories go together while something else is done, or knows it from the last build.

    A cache that is missing, foreign or broken counts as empty.

    Args:
        stories: all public ones, newest first.
        cache: where it is kept between builds.
        recipe: names the code that finds them.
        hands: processes that may work at once, this one included.
    """

    def __init__(self, stories: Sequence[Story], cache: Path, recipe: str, hands: int) -> None:
        self._file = cache / "related.json"
        self._key = f"{recipe} {what_relates(stories)}"
        self._known = _read(self._file, self._key, len(stories))
        self._errand = None if self._known is not None else Errand(partial(_find, stories), hands)

    def answer(self) -> Related:
        """Which stories go with each."""
        if self._known is None and self._errand:
            self._known = self._errand.answer()
            write_atomically(self._file, json.dumps({"key": self._key, "places": self._known}))
        return (self._known or []).__getitem__

    def give_up(self) -> None:
        """Stop looking: nobody wants to know any more."""
        if self._errand:
            self._errand.give_up()


def _find(stories: Sequence[Story]) -> Places:
    return list(map(relate(stories), range(len(stories))))


def _read(file: Path, key: str, stories: int) -> Places | None:
    try:
        kept = json.loads(file.read_bytes())
        if kept["key"] != key:
            return None
        known = [tuple(places) for places in kept["places"]]
        inside = len(known) == stories and all(0 <= place < stories for row in known for place in row)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return known if inside else None
