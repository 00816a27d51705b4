"""Files on this disk: what differs between two copies of a site, and carrying one over in one step."""

import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO

from goodnews.file_types import DeliveryStage, delivery_stage, is_immutable
from goodnews.files import disk_in_words, link_file, patiently
from goodnews.problems import CommandError


@dataclass(frozen=True)
class SiteChanges:
    """Paths in the site (posix), each tuple sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    @classmethod
    def between(cls, old: Iterable[str], new: Iterable[str], same: Iterable[str]) -> "SiteChanges":
        """From the paths of two copies of a site, and those whose bytes are the same."""
        before, after, unchanged = set(old), set(new), set(same)
        sets = (after - before, after & before - unchanged, before - after, unchanged)
        return cls(*(tuple(sorted(paths)) for paths in sets))

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.added or self.changed or self.removed)

    def to_write(self) -> Iterator[str]:
        """Every path to write, so ordered that no page is there before what it names."""
        return chain.from_iterable(self.writing())

    def to_remove(self) -> Iterator[str]:
        """Every path to remove: what sends readers to pages first, then pages, then their files."""
        return chain.from_iterable(self.removing())

    def writing(self) -> Iterator[tuple[str, ...]]:
        """What may be written at the same time, group after group.

        Files, then pages that nobody can know of yet, then the pages that link to them, then
        feeds, then the beacon. A group holds either hashed files or others, never both.
        """
        for stage in DeliveryStage:
            for paths in (self.added, self.changed):
                mine = [path for path in paths if delivery_stage(path) is stage]
                for hashed in (True, False):
                    if group := tuple(path for path in mine if is_immutable(path) is hashed):
                        yield group

    def removing(self) -> Iterator[tuple[str, ...]]:
        """What may be removed at the same time, group after group."""
        for stage in reversed(DeliveryStage):
            if group := tuple(path for path in self.removed if delivery_stage(path) is stage):
                yield group


def list_files(folder: Path) -> tuple[str, ...]:
    """Every file's posix path below `folder`, sorted; empty when the folder is not there.

    OSError when a folder in it can't be read: nothing may be taken for gone because it can't be seen.
    """

    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise error

    walk = os.walk(folder, onerror=refuse)
    files = (Path(base, name) for base, _, names in walk for name in names)
    return tuple(sorted(file.relative_to(folder).as_posix() for file in files))


def compare(built: Path, delivered: Path) -> SiteChanges:
    """Compare two folders by what is in their files, whatever their dates say."""
    new, old = list_files(built), set(list_files(delivered))
    pairs = ((path, built / path, delivered / path) for path in new if path in old)
    # Two names of one file need no reading.
    same = [path for path, one, two in pairs if one.samefile(two) or filecmp.cmp(one, two, shallow=False)]
    return SiteChanges.between(old, new, same)


def place_file(source: Path, target: Path, *, link: bool) -> None:
    """Make `target` hold what `source` holds, in one step, over whatever was there.

    With `link` the two become one file on the disk where the disk can do that: only for files
    that nobody ever writes to again. Dates come along either way.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=target.parent))
    try:
        fill_file(source, folder / "file", link=link)
        patiently(partial((folder / "file").replace, target))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill_file(source: Path, target: Path, *, link: bool) -> None:
    """The same into a folder nobody reads yet, so without the detour by a temporary name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if link and link_file(source, target):
        return
    shutil.copyfile(source, target)
    shutil.copystat(source, target)
    target.chmod(0o644)


def remove_files(folder: Path, paths: Iterable[str]) -> None:
    """Remove files below `folder` in the order given, then the folders that are empty."""
    gone = [folder / path for path in paths]
    for file in gone:
        patiently(partial(file.unlink, missing_ok=True))
    folders = (path for path in folder.rglob("*") if path.is_dir()) if gone else ()
    for inner in sorted(folders, reverse=True):  # the deepest first
        if not any(inner.iterdir()):
            inner.rmdir()


@contextmanager
def only_one(file: Path, busy: str) -> Iterator[None]:
    """Hold the lock `file` during the block; a CommandError that says `busy` when somebody else does."""
    with disk_in_words("The lock that keeps two publishes apart can't be opened"):
        file.parent.mkdir(parents=True, exist_ok=True)
        opened = file.open("a+b")
    with opened as handle:
        try:
            _lock(handle)
        except OSError:
            raise CommandError(busy, "Wait until it is done, then try again.") from None
        yield


def _lock(handle: IO[bytes]) -> None:
    """Take the lock, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 (only there)

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 (only there)

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
