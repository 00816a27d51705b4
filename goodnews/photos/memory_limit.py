"""How much runs at once: the cores there are, and a budget of memory that the workers draw on."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_MOST_WORKERS = 4


class MemoryLimit:
    """Lets work start while its cost fits into what is left; work that never fits runs alone.

    Many small photos run side by side on a machine with many cores, and a few huge ones one by one.
    """

    def __init__(self, most: int = 440 * 1024 * 1024) -> None:
        self._most = most
        self._left = most
        self._changed = threading.Condition()

    @contextmanager
    def share(self, cost: int) -> Iterator[None]:
        """Wait until `cost` bytes are free, and hold them for the length of a `with`."""
        cost = min(cost, self._most)
        with self._changed:
            self._changed.wait_for(lambda: self._left >= cost)
            self._left -= cost
        try:
            yield
        finally:
            with self._changed:
                self._left += cost
                self._changed.notify_all()


def worker_count() -> int:
    """One worker for each core this process may use, up to four.

    The C library keeps what a thread has freed for that thread, some 120 MiB for photos: with four, forty
    photos of twelve megapixels stay below 600 MiB.
    """
    allowed = getattr(os, "sched_getaffinity", None)
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, _MOST_WORKERS)


def nothing() -> None:
    """Take no notice of a step."""
