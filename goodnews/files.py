"""Writing files so that nobody ever meets half of one."""

import os
import stat
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes | str) -> bool:
    """Put `data` at `path` in one step, and say whether anything changed.

    A file that already holds these bytes is left alone, its modification time included, so that
    feed readers get their 304 and deliveries stay small. Text is written as UTF-8, newlines as they are.
    """
    wanted = data.encode("utf-8") if isinstance(data, str) else data
    if _holds(path, wanted):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(wanted)
        # mkstemp makes files private; a web server has to be able to read these.
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def stamp_of(path: Path) -> str | None:
    """What the file system says of a plain file: it changes whenever anybody writes to it.

    Nothing for a link, whose file may be anywhere, and for what is not there.
    """
    try:
        facts = path.lstat()
    except OSError:
        return None
    if stat.S_ISLNK(facts.st_mode):
        return None
    return f"{facts.st_size}-{facts.st_mtime_ns}-{facts.st_ctime_ns}-{facts.st_ino}"


def _holds(path: Path, wanted: bytes) -> bool:
    """Whether a plain file at `path` has exactly these bytes."""
    try:
        return not path.is_symlink() and path.stat().st_size == len(wanted) and path.read_bytes() == wanted
    except OSError:
        return False
