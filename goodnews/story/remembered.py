"""Stories read before: a `story.md` that nobody has written to since is not parsed again.

What is kept is the front matter as JSON, held to the same strict model when it comes back, so a
cache from elsewhere can say nothing that a `story.md` could not.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from goodnews.drawer import Drawer
from goodnews.hands import count_hands, nothing, share_out
from goodnews.libraries import version_of
from goodnews.problems import Problem
from goodnews.standing import Standing, is_settled
from goodnews.story.fields import FieldPath
from goodnews.story.folders import StoryFolder, find_folders, name_of
from goodnews.story.front_matter import LineNumbers
from goodnews.story.library import Library, catalogued, collect, read_story
from goodnews.story.model import FrontMatter
from goodnews.story.story import Story

TOGETHER = 100
"""Stories that one hand parses before it asks for more: they take it 25 ms."""

STORIES = "stories.db"
"""The drawer of the stories, in the cache."""

Outcome = Story | Problem | tuple[Problem, ...]


@cache
def reading_recipe() -> str:
    """A digest of the code that reads stories, and of the libraries it reads them with."""
    room = Path(__file__).parent
    digest = hashlib.sha256()
    for file in (room.parent / "problems.py", *sorted(room.rglob("*.py"))):
        digest.update(f"{file.relative_to(room.parent).as_posix()}\n".encode() + file.read_bytes())
    for library in ("pydantic", "pyyaml", "tzdata"):
        digest.update(f"{library} {version_of(library)}\n".encode())
    return digest.hexdigest()


class Remembered:
    """What is known of the stories of a content folder from the last time they were read.

    Attributes:
        new: the folders whose stories have to be parsed.

    Args:
        content: what stands in the content folder, seen just now.
        root: the project's root.
        cache: where stories are kept between builds.
        recipe: names the code that reads, `reading_recipe()`; another one reads everything again.
    """

    def __init__(self, content: Standing, root: Path, cache: Path, recipe: str) -> None:
        self._content, self._root = content, root
        self._drawer = Drawer(cache / STORIES, recipe)
        self._rows = self._drawer.read()
        self._folders = list(find_folders(content, root))
        self.new = tuple(
            each for each in self._folders if isinstance(each, StoryFolder) and self._row(each) is None
        )

    def read(self, glance: Callable[[], None] = nothing, meanwhile: Callable[[], None] = nothing) -> Library:
        """Read all stories as `read_stories` does, but parse only those that changed.

        Args:
            glance: called again and again; it stops the reading by raising something.
            meanwhile: done here while other hands begin to parse.
        """
        after: dict[str, bytes] = {}
        found: list[Outcome] = []
        new: dict[int, StoryFolder] = {}
        for place, folder in enumerate(self._folders):
            glance()
            if isinstance(folder, Problem):
                found.append(folder)
            elif (row := self._row(folder)) and (story := _revive(row, folder, self._root)):
                after[folder.key] = row
                found.append(story)
            else:
                new[place] = folder
                found.append(())
        read = _read(list(new.values()), self._root, glance, meanwhile)
        for (place, folder), (outcome, kept) in zip(new.items(), read, strict=True):
            found[place] = outcome
            if kept:
                after[folder.key] = kept
        self._drawer.update(self._rows, after)
        return catalogued(collect(found), self._content, self._folders)

    def _row(self, folder: StoryFolder) -> bytes | None:
        """What is kept of a story, if nobody has written to its file since."""
        row = self._rows.get(folder.key)
        return row if row and (version := folder.version) and row.startswith(f"{version} ".encode()) else None


def _read(
    folders: Sequence[StoryFolder], root: Path, glance: Callable[[], None], meanwhile: Callable[[], None]
) -> list[tuple[Outcome, bytes | None]]:
    """Parse the stories of some folders, by as many hands as there are; give each with the row to keep."""
    lots = [folders[at : at + TOGETHER] for at in range(0, len(folders), TOGETHER)]
    read = share_out([partial(_read_lot, lot, root) for lot in lots], count_hands(), glance, meanwhile)
    return [each for lot in read for each in lot]


def _read_lot(folders: Sequence[StoryFolder], root: Path) -> list[tuple[Outcome, bytes | None]]:
    return [(outcome := read_story(folder.place, root), _keep(outcome, folder)) for folder in folders]


class _Places(Mapping[FieldPath, int]):
    """Where each value stands, put together when somebody asks: nobody does for a story without problems."""

    def __init__(self, rows: bytes) -> None:
        self._rows = rows

    @cached_property
    def _at(self) -> dict[FieldPath, int]:
        try:
            rows: Iterable[Iterable[Any]] = json.loads(self._rows)
            return {tuple(place): int(line) for *place, line in rows}
        except (TypeError, ValueError):
            # Not what we write. A problem of this story is then shown on its first line.
            return {}

    def __getitem__(self, place: FieldPath) -> int:
        return self._at[place]

    def __iter__(self) -> Iterator[FieldPath]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


def _keep(story: Outcome, folder: StoryFolder) -> bytes | None:
    """A story as a row: its file's stamp and digest, where each value stands, its front matter, its text.

    None for what is no story, or was written too short a time ago.
    """
    if not isinstance(story, Story) or not folder.told or not is_settled([folder.told], time.time()):
        return None
    lines = json.dumps([[*place, line] for place, line in story.lines.at.items()], separators=(",", ":"))
    front = story.front.model_dump_json(by_alias=True, exclude_defaults=True)
    return f"{folder.version} {story.digest} {story.body_line}\n{lines}\n{front}\n{story.body}".encode()


def _revive(row: bytes, folder: StoryFolder, root: Path) -> Story | None:
    """Make a story of its row, or None when this is not what we write."""
    try:
        head, lines, front, body = row.split(b"\n", 3)
        _, digest, body_line = head.decode().split(" ")
        return Story(
            place=folder.place,
            file=f"{name_of(folder.place, root)}/story.md",
            key=folder.key,
            front=FrontMatter.model_validate_json(front),
            body=body.decode(),
            body_line=int(body_line),
            lines=LineNumbers(_Places(lines)),
            digest=digest,
        )
    except (ValidationError, ValueError):
        return None
