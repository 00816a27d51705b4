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
        for group in self.writing():
            yield from group

    def to_remove(self) -> Iterator[str]:
        """Every path to remove: what sends readers to pages first, then pages, then their files."""
        for group in self.removing():
            yield from group

    def writing(self) -> Iterator[tuple[str, ...]]:
        """What may be written at the same time, group after group.

        Files, then pages that nobody can know of yet, then the pages that link to them, then
        feeds, then the beacon. A group holds either hashed files or others, never both.
        """
        for stage in DeliveryStage:
            for paths in (self.added, self.changed):
                mine = [path for path in paths if delivery_stage(path) is stage]
                for hashed in (True, False):
                    yield from _group(path for path in mine if is_immutable(path) is hashed)

    def removing(self) -> Iterator[tuple[str, ...]]:
        """What may be removed at the same time, group after group."""
        for stage in reversed(DeliveryStage):
            yield from _group(path for path in self.removed if delivery_stage(path) is stage)


def _group(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """One group, unless it would be empty."""
    if group := tuple(paths):
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
    temporary = folder / "file"
    try:
        _link_or_copy(source, temporary, link=link)
        patiently(partial(temporary.replace, target))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill_file(source: Path, target: Path, *, link: bool) -> None:
    """The same into a folder nobody reads yet, so without the detour by a temporary name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _link_or_copy(source, target, link=link)


def remove_files(folder: Path, paths: Iterable[str]) -> None:
    """Remove files below `folder` in the order given, then the folders that are empty."""
    gone = [folder / path for path in paths]
    for file in gone:
        patiently(partial(file.unlink, missing_ok=True))
    if gone:
        remove_empty_folders(folder)


def remove_empty_folders(folder: Path) -> None:
    """Remove folders with nothing in them, deepest first."""
    for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(inner.iterdir()):
            inner.rmdir()


def _link_or_copy(source: Path, target: Path, *, link: bool) -> None:
    if link and link_file(source, target):
        return
    shutil.copyfile(source, target)
    shutil.copystat(source, target)
    target.chmod(0o644)


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
