"""What stands in a folder: all of it looked at once, which takes a fraction of a second."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from goodnews.files import RACY, stamp


@dataclass(slots=True)
class Standing:
    """The files and folders below a folder, by their paths in it with forward slashes.

    Attributes:
        root: the folder.
        stamps: what the file system says of each plain file (see `stamp`); None for what is not one.
        folders: every folder, those inside after those around.
    """

    root: str
    stamps: dict[str, str | None] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    def inside(self) -> dict[str, list[str]]:
        """The names in each folder (empty for the topmost), in order; those of folders end with `/`.

        >>> Standing("/site", {"a/b.txt": None, "c.txt": None}, ["a"]).inside()
        {'': ['a/', 'c.txt'], 'a': ['b.txt']}
        """
        found: dict[str, list[str]] = {"": []}
        for path in sorted([*self.stamps, *(f"{folder}/" for folder in self.folders)]):
            around, _, name = path.rstrip("/").rpartition("/")
            found.setdefault(around, []).append(f"{name}/" if path.endswith("/") else name)
        return found

    def remove_others(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """Remove every file that is not wanted, and every folder nothing is left in; name the files."""
        kept = set(wanted)
        gone = tuple(sorted(name for name in self.stamps if name not in kept))
        for name in gone:
            with suppress(FileNotFoundError):
                os.unlink(f"{self.root}/{name}")  # noqa: PTH108 - paths cost more than the call
        needed = set[str]()
        for name in kept:
            while (name := name.rpartition("/")[0]) and name not in needed:
                needed.add(name)
        for folder in reversed(self.folders):
            if folder not in needed:
                with suppress(OSError):
                    os.rmdir(f"{self.root}/{folder}")  # noqa: PTH106
        return gone


def look_around(root: str, *, spare: tuple[str, ...] = ()) -> Standing:
    """Look at everything below a folder, but for the folders to spare at its top.

    No link is followed: one that stands there is a name with nothing known of it.
    """
    standing = Standing(root)
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with suppress(FileNotFoundError), os.scandir(f"{root}/{inside}") as entries:
            for entry in entries:
                name = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if name not in spare:
                        standing.folders.append(name)
                        waiting.append(f"{name}/")
                else:
                    standing.stamps[name] = stamp(entry.stat(follow_symlinks=False))
    return standing


def digest_of(stamps: Mapping[str, str | None]) -> str:
    """Digest what the file system says of every file: another digest wherever anybody wrote to one."""
    lines = "\n".join(f"{name}\t{seen}" for name, seen in sorted(stamps.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def is_settled(stamps: Iterable[str | None], looked: float) -> bool:
    """Whether every file was old enough to tell any change by its stamp when they were looked at.

    `looked` is when that was, in seconds since 1970.
    """
    changes = (seen.split("-")[2] for seen in stamps if seen)
    return max(map(int, changes), default=0) < (looked - RACY) * 1e9
