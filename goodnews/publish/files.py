"""Files on this disk: put somewhere in one step, taken away, and kept for one publish at a time."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from goodnews.file_types import is_immutable
from goodnews.files import disk_in_words, link_file
from goodnews.problems import CommandError


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
        temporary.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill_file(source: Path, target: Path, *, link: bool) -> None:
    """The same into a folder nobody reads yet, so without the detour by a temporary name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _link_or_copy(source, target, link=link)


def may_link(path: str) -> bool:
    """Whether a file of this path in the site is never written to again: its name is its content."""
    return is_immutable(path)


def remove_files(folder: Path, paths: Iterable[str]) -> None:
    """Remove files below `folder` in the order given, then the folders that are empty."""
    gone = [folder / path for path in paths]
    for file in gone:
        file.unlink(missing_ok=True)
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
    """Hold the lock `file` during the block.

    Raises:
        CommandError: somebody else holds it; `busy` says what they are doing.
    """
    with disk_in_words("The lock that keeps two publishes apart can't be opened"):
        file.parent.mkdir(parents=True, exist_ok=True)
        opened = file.open("a+b")
    with opened as handle:
        try:
            _lock(handle)
        except OSError:
            raise CommandError(busy, "Wait until it is done, then try again.") from None
        yield


if sys.platform == "win32":  # pragma: no cover - measured on the other systems
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
