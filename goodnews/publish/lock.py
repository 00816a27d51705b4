"""Only one at a time: a lock the system itself takes back when its holder dies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from goodnews.files import disk_in_words
from goodnews.problems import Trouble


@contextmanager
def only_one(file: Path, busy: str) -> Iterator[None]:
    """Hold the lock `file` during the block.

    Raises:
        Trouble: somebody else holds it; `busy` says what they are doing.
    """
    with disk_in_words("The lock that keeps two publishes apart can't be opened"):
        file.parent.mkdir(parents=True, exist_ok=True)
        opened = file.open("a+b")
    with opened as handle:
        try:
            _lock(handle)
        except OSError:
            raise Trouble(busy, "Wait until it is done, then try again.") from None
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
