"""One story edited under `./inv serve`: from saving the file until a browser is told, and can see it."""

import http.client
import os
import queue
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from statistics import median

from benchmarks.builders import Builder
from benchmarks.ours import make_ours, task
from benchmarks.report import Table
from benchmarks.stories import middle_story
from benchmarks.timing import memory_of
from goodnews.problems import CommandError

STORIES = (300, 1_000)
RUNS = 30
WARM_UP = 5
"""Edits before memory is first looked at and times are taken: the first ones fill what is kept."""
TARGETS = {300: "≤ 250", 1_000: "≤ 600"}
"""Milliseconds."""
PATIENCE = 120.0
"""Seconds after which nothing more is expected."""
AGAIN = 2.0
"""Seconds after which the first save is repeated: the preview may not have been watching yet."""


def run(stories: Sequence[int] = STORIES, runs: int = RUNS, echo: Callable[[str], None] = print) -> Table:
    """Edit one story again and again, while the preview is open; many runs show whether memory grows."""
    return Table(
        f"One story edited under `serve`: save → browser shows it, {runs} edits",
        ("stories", "median ms", "worst ms", "target, ms", "MiB at first", "MiB at the end"),
        tuple(_measure(size, runs, echo) for size in stories),
    )


def _measure(size: int, runs: int, echo: Callable[[str], None]) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        echo(f"Writing {size:,} stories, and building them for the first time")
        ours = make_ours(Path(folder), size)
        ours.build()
        key = middle_story(size)
        file, page = ours.folder / ours.story(key), f"/stories/{key}/"
        with open_preview(ours) as preview:
            preview.wake(file)
            for number in range(WARM_UP):
                preview.save(file, f"And {number} biscuits.", page)
            before = preview.mebibytes
            times = []
            for number in range(runs):
                times.append(preview.save(file, f"And {number} cups of tea.", page) * 1000)
                echo(f"{size:,} stories: edit {number + 1} of {runs}: {times[-1]:.0f} ms")
            after = preview.mebibytes
    spent = (f"{median(times):.0f}", f"{max(times):.0f}", TARGETS.get(size, ""))
    return (f"{size:,}", *spent, f"{before:.0f}", f"{after:.0f}")


class Preview:
    """A preview in a process of its own, and one browser's event stream, read by a thread."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self._process = process
        self._address = address
        self._news: queue.Queue[float] = queue.Queue()
        self._built: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._follow, daemon=True).start()
        connection = http.client.HTTPConnection(address, timeout=PATIENCE)
        connection.request("GET", self._find_events())
        self._stream = connection.getresponse()
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait(PATIENCE)

    def save(self, file: Path, words: str, page: str) -> float:
        """Add a paragraph to a story's file; give the seconds until the browser is told and its page has it.

        Raises:
            CommandError: it is told nothing, or only of what was there before.
        """
        text = f"{file.read_text(encoding='utf-8')}\n{words}\n"
        for waiting in (self._news, self._built):
            while not waiting.empty():
                waiting.get()
        started = time.perf_counter()
        file.write_text(text, encoding="utf-8")
        # Other news may come first: of what an earlier save left to be built.
        while heard := self._wait(PATIENCE):
            if words in self._read(page):
                self._rest()
                return heard - started
        raise CommandError(f"The preview said nothing of {page}.", "See whether ./inv serve works.")

    def wake(self, file: Path) -> None:
        """Save a file with one more word until the preview notices: from then on it watches.

        Raises:
            CommandError: it never does.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            file.write_text(f"{file.read_text(encoding='utf-8')}\nAgain.\n", encoding="utf-8")
            if self._wait(AGAIN):
                self._rest()
                return
        raise CommandError(
            "The preview does not notice when a file is saved.", "See whether ./inv serve works."
        )

    @property
    def mebibytes(self) -> float:
        """What the process holds now."""
        return memory_of(self._process.pid) / 2**20

    def _find_events(self) -> str:
        """The address of the news, from the script that every page has under the preview."""
        for script in re.findall(r'<script src="(/[^"]+)"', self._read("/")):
            if found := re.search(r'EventSource\("([^"]+)"\)', self._read(script)):
                return found[1]
        raise CommandError("The preview's pages do not wait for news.", "See whether ./inv serve works.")

    def _rest(self) -> None:
        """Wait until everything else is built, too."""
        try:
            self._built.get(timeout=PATIENCE)
        except queue.Empty:
            raise CommandError(
                "The preview never built the rest.", "See whether ./inv serve works."
            ) from None

    def _listen(self) -> None:
        with suppress(OSError):  # the preview has ended
            for line in self._stream:
                if line.startswith(b"data: "):
                    self._news.put(time.perf_counter())

    def _follow(self) -> None:
        for line in self._process.stdout or ():
            if line.startswith("Built"):
                self._built.put(line)

    def _wait(self, patience: float) -> float | None:
        """Give the moment of the next news, or None when there is none."""
        with suppress(queue.Empty):
            return self._news.get(timeout=patience)
        return None

    def _read(self, page: str) -> str:
        with closing(http.client.HTTPConnection(self._address, timeout=PATIENCE)) as connection:
            connection.request("GET", page)
            return connection.getresponse().read().decode()


@contextmanager
def open_preview(builder: Builder) -> Iterator[Preview]:
    """Start a preview of a project, wait for its first build, and end it afterwards.

    Raises:
        CommandError: it doesn't start.
    """
    with subprocess.Popen(
        task("serve", "--port", "0"),
        cwd=builder.folder,
        env={**os.environ, **builder.environment},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Preview(process, _wait_until_built(process))
        finally:
            process.terminate()


def _wait_until_built(process: subprocess.Popen[str]) -> str:
    """Give the host and port that the preview says it is at."""
    address = ""
    for line in process.stdout or ():
        if found := re.search(r"http://([^/\s]+)", line):
            address = found[1]
        if address and line.startswith("Built"):
            return address
    raise CommandError("The preview ended before its first build.", "See whether ./inv serve works.")
