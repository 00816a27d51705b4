"""Stories read before: a `story.md` that nobody has written to since is not parsed again.

What is kept is the front matter as JSON, held to the same strict model when it comes back, so a
cache from elsewhere can say nothing that a `story.md` could not.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from goodnews.files import RACY, stamp_of, write_atomically
from goodnews.problems import Problem
from goodnews.story.library import (
    Library,
    collect,
    find_folders,
    key_of,
    name_of,
    read_story,
    standing_pages,
)
from goodnews.story.model import FrontMatter
from goodnews.story.story import Story
from goodnews.story.yaml_lines import Lines, Place

Kept = Mapping[str, Any]


@cache
def reading_recipe() -> str:
    """A digest of the code that reads stories, and of the libraries it reads them with."""
    room = Path(__file__).parent
    digest = hashlib.sha256()
    for file in (room.parent / "problems.py", *sorted(room.rglob("*.py"))):
        digest.update(f"{file.relative_to(room.parent).as_posix()}\n".encode() + file.read_bytes())
    for library in ("pydantic", "pyyaml", "tzdata"):
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()


def read_remembered(
    content: Path, root: Path, cache: Path, recipe: str, glance: Callable[[], None] = lambda: None
) -> Library:
    """Read all stories as `read_stories` does, but parse only those that changed.

    Args:
        content: the content folder.
        root: the project's root.
        cache: where stories are kept between builds.
        recipe: names the code that reads, `reading_recipe()`; another one reads everything again.
        glance: called for each story; it stops the reading by raising something.
    """
    file = cache / "stories.json"
    before = _read(file, recipe)
    after: dict[str, Kept] = {}

    def read() -> Iterator[Story | Problem | tuple[Problem, ...]]:
        for folder in find_folders(content / "stories", root):
            glance()
            if isinstance(folder, Problem):
                yield folder
                continue
            path = folder / "story.md"
            name = name_of(path, root)
            key = key_of(name)
            stamp = stamp_of(path)
            kept = before.get(key, {})
            revived = _revive(kept, folder, name) if stamp and kept.get("stamp") == stamp else None
            story = revived or read_story(folder, root)
            if revived:
                after[key] = kept
            elif isinstance(story, Story) and _is_settled(path):
                after[key] = _keep(story, stamp)
            yield story

    library = replace(collect(read()), standing=standing_pages(content))
    if after != before:
        # A disk that takes no cache is no reason to stop.
        with suppress(OSError):
            write_atomically(file, json.dumps({"recipe": recipe, "stories": after}))
    return library


class _Places(Mapping[Place, int]):
    """Where each value stands, put together when somebody asks: nobody does for a story without problems."""

    def __init__(self, rows: Iterable[Iterable[Any]]) -> None:
        self._rows = rows

    @cached_property
    def _at(self) -> dict[Place, int]:
        try:
            return {tuple(place): int(line) for *place, line in self._rows}
        except (TypeError, ValueError):
            # Not what we write. A problem of this story is then shown on its first line.
            return {}

    def __getitem__(self, place: Place) -> int:
        return self._at[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


def _is_settled(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - RACY
    except OSError:
        return False


def _keep(story: Story, stamp: str | None) -> Kept:
    return {
        "stamp": stamp,
        "front": story.front.model_dump_json(by_alias=True, exclude_defaults=True),
        "body": story.body,
        "body_line": story.body_line,
        "digest": story.digest,
        "lines": [[*place, line] for place, line in story.lines.at.items()],
    }


def _revive(kept: Kept, folder: Path, name: str) -> Story | None:
    """Make a story of what was kept, or None when that is not what we write."""
    try:
        return Story(
            folder=folder,
            file=name,
            key=key_of(name),
            front=FrontMatter.model_validate_json(kept["front"]),
            body=str(kept["body"]),
            body_line=int(kept["body_line"]),
            lines=Lines(_Places(kept["lines"])),
            digest=str(kept["digest"]),
        )
    except (ValidationError, KeyError, TypeError, ValueError):
        return None


def _read(file: Path, recipe: str) -> dict[str, Kept]:
    try:
        known = json.loads(file.read_bytes())
        if known["recipe"] != recipe:
            return {}
        return {str(key): dict(kept) for key, kept in known["stories"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
