"""A running preview, and how long it takes from saving a file until a browser is told."""

import http.client
import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.timing import memory_of
from goodnews.preview.server import EVENTS
from goodnews.problems import Trouble

PATIENCE = 120.0
"""Seconds after which nothing more is expected."""
AGAIN = 2.0
"""Seconds after which the first save is repeated: the preview may not have been watching yet."""


class Preview:
    """A preview in a process of its own, and one browser's event stream, read by a thread."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self._process = process
        self._address = address
        self._heard: queue.Queue[float] = queue.Queue()
        self._built: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._follow, daemon=True).start()
        connection = http.client.HTTPConnection(address, timeout=PATIENCE)
        connection.request("GET", EVENTS)
        self._stream = connection.getresponse()
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait(PATIENCE)

    def save(self, file: Path, words: str, page: str) -> float:
        """Add a paragraph to a file; give the seconds until the browser is told that it can be read.

        Args:
            file: a story's file.
            words: the paragraph.
            page: the address of the story's page; the news counts when it has the paragraph.

        Raises:
            Trouble: it is told nothing, or only of a page without the words.
        """
        text = f"{file.read_text(encoding='utf-8')}\n{words}\n"
        return self.change(
            lambda: file.write_text(text, encoding="utf-8"), page, lambda shown: words in shown
        )

    def change(self, act: Callable[[], object], page: str, is_new: Callable[[str], bool]) -> float:
        """Change something; give the seconds until the browser is told that it can be seen.

        Args:
            act: makes the change.
            page: the address of a page that shows it.
            is_new: whether that page, as it came, does.

        Raises:
            Trouble: it is told nothing, or only of what was there before.
        """
        for queued in (self._heard, self._built):
            while not queued.empty():
                queued.get()
        started = time.perf_counter()
        act()
        # Other news may come first: of what an earlier save left to be built.
        while told := self._wait(PATIENCE):
            if is_new(self._read(page)):
                return told - started
        raise Trouble(f"The preview said nothing of {page}.", "See whether ./inv serve works.")

    def rest(self) -> None:
        """Wait until everything else is built, too.

        Raises:
            Trouble: it never is.
        """
        try:
            self._built.get(timeout=PATIENCE)
        except queue.Empty:
            raise Trouble("The preview never built the rest.", "See whether ./inv serve works.") from None

    def wake(self, file: Path) -> None:
        """Save a file as it is until the preview notices: from then on it watches.

        Raises:
            Trouble: it never does.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            file.write_bytes(file.read_bytes())
            if self._wait(AGAIN):
                self.rest()
                return
        raise Trouble("The preview does not notice when a file is saved.", "See whether ./inv serve works.")

    @property
    def mebibytes(self) -> float:
        """What the process holds now."""
        return memory_of(self._process.pid) / 2**20

    def _listen(self) -> None:
        try:
            for line in self._stream:
                if line.startswith(b"data: "):
                    self._heard.put(time.perf_counter())
        except OSError:
            return  # the preview has ended

    def _follow(self) -> None:
        for line in self._process.stdout or ():
            if line.startswith("Built"):
                self._built.put(line)

    def _wait(self, patience: float) -> float | None:
        """Give the moment of the next news, or None when there is none."""
        try:
            return self._heard.get(timeout=patience)
        except queue.Empty:
            return None

    def _read(self, page: str) -> str:
        connection = http.client.HTTPConnection(self._address, timeout=PATIENCE)
        try:
            connection.request("GET", page)
            return connection.getresponse().read().decode()
        finally:
            connection.close()


@contextmanager
def open_preview(root: Path, project: Path) -> Iterator[Preview]:
    """Start a preview of the project at `root`, wait for its first build, and end it afterwards.

    Args:
        root: the project that is shown.
        project: where our code is.

    Raises:
        Trouble: it doesn't start.
    """
    command = [sys.executable, "-m", "benchmarks.one_preview"]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            address = _wait_until_built(process)
            yield Preview(process, address)
        finally:
            process.terminate()


def _wait_until_built(process: subprocess.Popen[str]) -> str:
    """Give the host and port that the preview says it is at."""
    address = ""
    for line in process.stdout or ():
        if found := re.search(r"http://\S+", line):
            address = urlsplit(found[0]).netloc
        if address and line.startswith("Built"):
            return address
    raise Trouble("The preview ended before its first build.", "See whether ./inv serve works.")
