"""The folders of the stories, and what lies in them: seen at one look, nothing opened, no link followed."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodnews.problems import Problem, Severity
from goodnews.standing import Standing

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR = re.compile(r"20\d\d")
_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})
_STORIES = "stories"


@dataclass(frozen=True, slots=True)
class StoryFolder:
    """One story's folder.

    Attributes:
        path: where it is, absolute.
        key: what it is called below `content/stories`, `2026/night-on-ward-7`.
        names: what lies in it, in order, as it can be printed; folders end with `/`.
        told: the stamp of its `story.md`; None if that is no plain file.
        stamp: a digest that changes when any of it is replaced, renamed or written to.
    """

    path: Path
    key: str
    names: tuple[str, ...]
    told: str | None
    stamp: str


def find_folders(content: Standing, root: Path) -> Iterator[StoryFolder | Problem]:
    """Every story's folder, in order of name; what does not belong there as a problem.

    Args:
        content: what stands in the content folder.
        root: the project's root, which problems name files from.
    """
    inside = content.inside()
    for year in _entries(inside, _STORIES):
        path = Path(content.root, _STORIES, year.rstrip("/"))
        if not year.endswith("/") or not _YEAR.fullmatch(path.name):
            what = "This is not a year's folder."
            yield wrong_folder(path, root, what, "A story goes into content/stories/<year>/<its name>/.")
            continue
        for name in _entries(inside, f"{_STORIES}/{path.name}"):
            yield _story_folder(path / name.rstrip("/"), name, content, inside, root)


def _story_folder(
    path: Path, name: str, content: Standing, inside: dict[str, list[str]], root: Path
) -> StoryFolder | Problem:
    if not name.endswith("/"):
        what, fix = "This is not in a story's folder.", "Move it into the folder of its story."
        return wrong_folder(path, root, what, fix)
    if not _SLUG.fullmatch(path.name):
        what = f"“{path.name}” can't be an address."
        return wrong_folder(path, root, what, "Use small letters, digits and hyphens: night-on-ward-7.")
    key = f"{path.parent.name}/{path.name}"
    folder = f"{_STORIES}/{key}"
    names = _entries(inside, folder)
    seen = "\n".join(f"{each}\t{content.stamps.get(f'{folder}/{each}')}" for each in names)
    return StoryFolder(
        path=path,
        key=key,
        names=tuple(map(_shown, names)),
        told=content.stamps.get(f"{folder}/story.md"),
        stamp=hashlib.sha256(seen.encode("utf-8", "surrogateescape")).hexdigest(),
    )


def name_of(path: Path | str, root: Path) -> str:
    """How problems name a file below the project's root: its posix path from there."""
    return str(path).removeprefix(f"{root}{os.sep}").replace(os.sep, "/")


def key_of(file: str) -> str:
    """The key of the story whose `story.md` is named.

    >>> key_of("content/stories/2026/a-night/story.md")
    '2026/a-night'
    """
    _, year, slug, _ = file.rsplit("/", 3)
    return f"{year}/{slug}"


def wrong_folder(path: Path | str, root: Path, what: str, fix: str) -> Problem:
    """Something about a folder that stands in the way of its story."""
    return Problem(name_of(path, root), 1, Severity.ERROR, "story-folder", what, fix)


def _entries(inside: dict[str, list[str]], folder: str) -> list[str]:
    return [name for name in inside.get(folder, ()) if name.rstrip("/") not in _IGNORED]


def _shown(name: str) -> str:
    """A name that can be printed, whatever bytes it is made of."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
