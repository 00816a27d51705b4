"""Stock Pelican building again and again in one process, as `pelican -r` does: what a preview was before."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.preview import PATIENCE
from benchmarks.timing import memory_of
from goodnews.problems import Trouble

MOMENT = 0.2
"""Seconds that it takes to watch again: what is saved meanwhile is not noticed."""
AGAIN = 15.0
"""Seconds after which a save counts as not noticed, and is repeated."""


class Reload:
    """`pelican -r` in a process of its own, whose words are read by a thread."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._done: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._follow, daemon=True).start()
        self._wait(PATIENCE)

    def change(self, act: Callable[[], object]) -> None:
        """Change something, and wait until everything is built.

        Args:
            act: changes a file; it may be called more than once.

        Raises:
            Trouble: it never is.
        """
        while not self._done.empty():
            self._done.get()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            time.sleep(MOMENT)
            act()
            if self._wait(AGAIN):
                return
        raise Trouble("Pelican does not notice when a file is saved.", "See whether pelican -r works.")

    @property
    def mebibytes(self) -> float:
        """What the process holds now."""
        return memory_of(self._process.pid) / 2**20

    def _follow(self) -> None:
        for line in self._process.stdout or ():
            if line.startswith("Done"):
                self._done.put(line)

    def _wait(self, patience: float) -> bool:
        try:
            return bool(self._done.get(timeout=patience))
        except queue.Empty:
            return False


@contextmanager
def open_reload(root: Path) -> Iterator[Reload]:
    """Start `pelican -r` on the project at `root`, wait for its first build, and end it afterwards."""
    command = [sys.executable, "-m", "pelican", "-r", "-s", "pelicanconf.py"]
    with subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Reload(process)
        finally:
            process.terminate()
