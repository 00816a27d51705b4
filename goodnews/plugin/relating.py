"""Which stories go together, remembered: an edit of a text changes nothing of it."""

import json
from collections.abc import Sequence
from pathlib import Path

from goodnews.files import write_atomically
from goodnews.pages import Related, relate, what_relates
from goodnews.rendered import Rendered


def recall_related(stories: Sequence[Rendered], cache: Path, recipe: str) -> Related:
    """Find which stories go together, or know it from the last build.

    A cache that is missing, foreign or broken counts as empty.

    Args:
        stories: all public ones, newest first.
        cache: where it is kept between builds.
        recipe: names the code that finds them.
    """
    file = cache / "related.json"
    key = f"{recipe} {what_relates(stories)}"
    known = _read(file, key, len(stories))
    if known is None:
        known = list(map(relate(stories), range(len(stories))))
        write_atomically(file, json.dumps({"key": key, "places": known}))
    return known.__getitem__


def _read(file: Path, key: str, stories: int) -> list[tuple[int, ...]] | None:
    try:
        kept = json.loads(file.read_bytes())
        if kept["key"] != key:
            return None
        known = [tuple(places) for places in kept["places"]]
        inside = len(known) == stories and all(0 <= place < stories for row in known for place in row)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return known if inside else None
