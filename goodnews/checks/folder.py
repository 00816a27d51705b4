"""The edge of the checks: what lies in a story's folder, and what its photos say of themselves."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodnews.checks.reading import Reading
from goodnews.problems import Problem
from goodnews.story import Story
from goodnews.trust import Trust

_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})


@dataclass(frozen=True, slots=True)
class FolderList:
    """What lies in a story's folder.

    Attributes:
        names: in order; folders end with `/`.
        stamp: a digest that changes when any of it is replaced, renamed or written to.
    """

    names: tuple[str, ...]
    stamp: str


def list_folder(folder: Path) -> FolderList:
    """List a story's folder without following links or opening anything."""
    rows: list[tuple[str, int, int, int]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in _IGNORED:
                    continue
                about = entry.stat(follow_symlinks=False)
                name = entry.name + ("/" if entry.is_dir(follow_symlinks=False) else "")
                # The change time can't be set back, unlike the modification time.
                rows.append((name, about.st_size, about.st_mtime_ns, about.st_ctime_ns))
    except OSError:
        return FolderList((), "")
    rows.sort()
    stamp = hashlib.sha256(repr(rows).encode("utf-8", "surrogateescape")).hexdigest()
    return FolderList(tuple(_shown(name) for name, *_ in rows), stamp)


def _shown(name: str) -> str:
    """A name that can be printed, whatever bytes it is made of."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def read_folder(story: Story, names: tuple[str, ...], trust: Trust, today: date) -> Reading:
    """Put together all that the rules may see of one story."""
    return Reading(story, trust, today, names, tuple(_words_on_photos(story)))


def _words_on_photos(story: Story) -> Iterator[tuple[str, str]]:
    if story.front.photos:
        # A process that checks texts alone has no need of Pillow.
        from goodnews.photos import words_inside  # noqa: PLC0415

        for photo in story.front.photos:
            for words in words_inside(story.folder / photo.file):
                yield photo.file, words


def inspect_photos(story: Story, photo_cache: Path | None = None) -> Iterator[Problem]:
    """What is wrong with the photos as files: missing, broken, too large, no photos, the same twice."""
    if not story.front.photos:
        return
    from goodnews.photos import PhotoJob  # noqa: PLC0415
    from goodnews.photos import inspect_photos as inspect_files  # noqa: PLC0415

    jobs = [
        PhotoJob(
            path=story.folder / photo.file,
            file=story.file,
            line=story.lines("photos", number, "file"),
            focus=photo.focus,
            leads=number == 0,
        )
        for number, photo in enumerate(story.front.photos)
    ]
    yield from inspect_files(jobs, story.folder, photo_cache)
