"""What stands in the output before a build: all of it looked at once, which takes a fraction of a second."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from goodnews.files import stamp


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
