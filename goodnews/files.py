"""Writing files so that nobody ever meets half of one."""

import os
import stat as stat_module
import tempfile
from pathlib import Path

RACY = 2.0
"""Seconds. A file written this short a time before it was looked at may be written again within one tick
of its file system's clock, and look the same; git calls this racy. Nothing is remembered of such a file."""


def write_atomically(path: Path, data: bytes | str) -> bool:
    """Put `data` at `path` in one step, and say whether anything changed.

    A file that already holds these bytes is left alone, its modification time included, so that
    feed readers get their 304 and deliveries stay small. Text is written as UTF-8, newlines as they are.
    """
    wanted = data.encode("utf-8") if isinstance(data, str) else data
    if _holds(path, wanted):
        return False
    folder, name = os.path.split(path)
    if not os.path.isdir(folder):  # noqa: PTH112 - for thousands of files Path objects cost more than the calls
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(wanted)
        # mkstemp makes files private; a web server has to be able to read these.
        os.chmod(temporary, 0o644)  # noqa: PTH101
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def stamp(facts: os.stat_result) -> str | None:
    """What changes whenever anybody writes to a plain file; None for a link, whose file may be anywhere."""
    if not stat_module.S_ISREG(facts.st_mode):
        return None
    return f"{facts.st_size}-{facts.st_mtime_ns}-{facts.st_ctime_ns}-{facts.st_ino}"


def stamp_of(path: str | os.PathLike[str]) -> str | None:
    """The stamp of the file at a path, or None when no plain file is there."""
    try:
        return stamp(os.lstat(path))
    except OSError:
        return None


def _holds(path: Path, wanted: bytes) -> bool:
    """Whether a plain file at `path` has exactly these bytes."""
    try:
        facts = os.lstat(path)
        same = stat_module.S_ISREG(facts.st_mode) and facts.st_size == len(wanted)
        return same and path.read_bytes() == wanted
    except OSError:
        return False
