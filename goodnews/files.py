"""Files: written so that nobody ever meets half of one, and what stands in a folder at one moment."""

import errno
import os
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from goodnews.problems import CommandError

T = TypeVar("T")
WINDOWS = os.name == "nt"
PAUSES = (0.01, 0.03, 0.1, 0.3, 1.0)
"""Seconds between tries, where a file can't be touched for as long as somebody has it open."""

RACY = 2.0
"""Seconds. A file written this short a time before it was looked at may be written again within one tick
of its file system's clock, and look the same; git calls this racy. Nothing is remembered of such a file."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_AS_IT_WAS = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ELOOP})
DISK_REFUSES = _FULL | _NOT_AS_IT_WAS | {errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO}
"""What a disk says that is full, broken or somebody else's, or has something else where a file should be."""

_READABLE = 0o644
"""Whatever this person's own files are like, a web server has to be able to read ours."""


def write_atomically(path: str | os.PathLike[str], data: bytes | str) -> bool:
    """Put `data` at `path` in one step, and say whether anything changed.

    A file that already holds these bytes is left alone, its modification time included, so that
    feed readers get their 304 and deliveries stay small. Text is written as UTF-8, newlines as they are.
    """
    content, name = data.encode("utf-8") if isinstance(data, str) else data, os.fspath(path)
    with suppress(OSError):
        facts = os.lstat(name)
        if stat.S_ISREG(facts.st_mode) and facts.st_size == len(content) and read_file(name) == content:
            return False
    replace_file(name, content)
    return True


def replace_file(name: str, data: bytes) -> None:
    """Put `data` into the file of this name in one step, whatever was there; make its folder if need be."""
    folder, last = os.path.split(name)
    # Nobody else has a file of this name, but a process that had our number may have left one. For thousands
    # of files `mkstemp` would cost more than writing them.
    temporary = f"{folder or '.'}/.{last[:40]}.{os.getpid()}-{threading.get_ident()}.part"
    _make_folder(folder)
    try:
        with _create(temporary) as file:
            file.write(data)
        os.chmod(temporary, _READABLE)  # noqa: PTH101
        patiently(partial(os.replace, temporary, name))
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = name  # nobody knows the other one
        raise


def _make_folder(folder: str) -> None:
    """Make a folder where there is none, and those around it."""
    if folder and not os.path.isdir(folder):  # noqa: PTH112 - one of thousands, and no path object is at hand
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _create(name: str) -> BinaryIO:
    """Open a new file, in the place of whatever has its name."""
    try:
        return open(name, "xb")  # noqa: PTH123
    except FileExistsError:
        os.unlink(name)  # noqa: PTH108
        return open(name, "xb")  # noqa: PTH123


def patiently(change: Callable[[], T]) -> T:
    """Replace, rename or remove a file.

    Windows refuses that while a reader, or whoever looks for viruses, has the file open: there it is tried
    again, for a second and a half.
    """
    for pause in PAUSES if WINDOWS else ():
        with suppress(PermissionError):
            return change()
        time.sleep(pause)
    return change()


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it, and what git wrote: that is read-only, which Windows minds."""
    if WINDOWS:
        for file in folder.rglob("*"):
            if file.is_file() and not file.is_symlink():
                file.chmod(_READABLE)
    shutil.rmtree(folder)


def link_file(there: str | os.PathLike[str], name: str | os.PathLike[str]) -> bool:
    """Have a second name for the file that is there, and say whether that was possible.

    The folder is made if need be. It is not possible where a file of this name is already, on another disk,
    and on some file systems. Whoever writes atomically to one of the two leaves the other as it is.
    """
    try:
        _make_folder(os.path.dirname(name))  # noqa: PTH120
        os.link(there, name, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


def read_file(name: str) -> bytes:
    """All of a file, with half the calls that a `Path` makes; for thousands of small ones."""
    with open(name, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def is_utf_8(name: str) -> bool:
    """Whether a file's name is text: some systems take any bytes for one, and nothing can say that it is."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def stamp(facts: os.stat_result) -> str | None:
    """What changes whenever anybody writes to a plain file; None for a link, whose file may be anywhere."""
    if not stat.S_ISREG(facts.st_mode):
        return None
    return f"{facts.st_size}-{facts.st_mtime_ns}-{facts.st_ctime_ns}-{facts.st_ino}"


def stamp_of(path: str | os.PathLike[str]) -> str | None:
    """The stamp of the file at a path, or None when no plain file is there."""
    try:
        return stamp(os.lstat(path))
    except OSError:
        return None


@dataclass(slots=True)
class DirectorySnapshot:
    """The files and folders below a folder at one moment, by their paths in it with forward slashes.

    Attributes:
        root: the folder.
        stamps: what the file system says of each plain file (see `stamp`); None for what is not one.
        folders: every folder, those inside after those around.
    """

    root: str
    stamps: dict[str, str | None] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    def names(self) -> dict[str, list[str]]:
        """The names in each folder (empty for the topmost), in order; those of folders end with `/`.

        >>> DirectorySnapshot("/site", {"a/b.txt": None, "c.txt": None}, ["a"]).names()
        {'': ['a/', 'c.txt'], 'a': ['b.txt']}
        """
        names: dict[str, list[str]] = {"": []}
        for path in sorted([*self.stamps, *(f"{folder}/" for folder in self.folders)]):
            parent, _, name = path.rstrip("/").rpartition("/")
            names.setdefault(parent, []).append(f"{name}/" if path.endswith("/") else name)
        return names

    def remove_empty_folders(self, files: Iterable[str]) -> None:
        """Remove the folders in which none of these files stands."""
        needed = set[str]()
        for name in files:
            while (name := name.rpartition("/")[0]) and name not in needed:
                needed.add(name)
        for folder in reversed(self.folders):
            if folder not in needed:
                with suppress(OSError):
                    os.rmdir(f"{self.root}/{folder}")  # noqa: PTH106 - paths cost more than the call


def scan(root: str | os.PathLike[str], *, skip: tuple[str, ...] = ()) -> DirectorySnapshot:
    """Look at everything below a folder, but for the folders to skip at its top.

    No link is followed: one that stands there is a name with nothing known of it.
    """
    snapshot = DirectorySnapshot(os.fspath(root))
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with suppress(FileNotFoundError), os.scandir(f"{snapshot.root}/{inside}") as entries:
            for entry in entries:
                name = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if name not in skip:
                        snapshot.folders.append(name)
                        waiting.append(f"{name}/")
                else:
                    snapshot.stamps[name] = stamp(entry.stat(follow_symlinks=False))
    return snapshot


def is_racy(stamp: str, looked: float) -> bool:
    """Whether a file was written so short a time before it was looked at that its stamp may miss a change.

    `looked` is when that was, in seconds since 1970.
    """
    return int(stamp.split("-")[2]) >= (looked - RACY) * 1e9


@contextmanager
def disk_in_words(message: str) -> Iterator[None]:
    """Say in a sentence what the disk refuses during the block: it is full, or somebody else's.

    The message is what is not done because of it, a sentence without its full stop. CommandError when the
    disk refused.
    """
    try:
        yield
    except OSError as error:
        raise disk_error(message, error) from None


def disk_error(message: str, error: OSError) -> CommandError:
    """What the disk refused, and of which file, in a sentence that begins with the message."""
    where = f" ({os.fspath(error.filename)})" if isinstance(error.filename, str | os.PathLike) else ""
    remedy = "See that you may read and write there"
    if error.errno in _FULL:
        remedy = "Make room on that disk"
    elif error.errno in _NOT_AS_IT_WAS:
        remedy = "Put back what is missing there, or move what is in its way"
    hint = f"{remedy}, then run this again: it picks up where it was."
    return CommandError(f"{message}: {error.strerror or error}{where}.", hint)
