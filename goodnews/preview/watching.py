"""Building again whenever something was saved: the story at once, everything else when there is time."""

import queue
import threading
from collections.abc import Callable, Collection
from pathlib import Path

from watchfiles import DefaultFilter
from watchfiles import watch as watch_files

from goodnews.plugin.request import BuildReport
from goodnews.preview.state import PreviewState
from goodnews.problems import ContentError, Problem, Severity, Trouble

SETTLE = 50
"""Milliseconds without another change before a build: an editor saves in several steps."""
REST = 0.5
"""Seconds without another change before what is not on screen is built too."""
Overtaken = Callable[[], bool]
"""Says whether something else was saved meanwhile."""


class OvertakenBuild(Exception):
    """A build that was given up, because something else was saved meanwhile."""


class Preview:
    """Builds on a change, and shows what came of it; nothing is raised for what a writer can cause.

    Args:
        build: builds everything and gives a report; now and then it calls what it is given, which raises
            `OvertakenBuild` when it should stop.
        state: what browsers are shown.
        settled: given the report of a whole build once that is shown, and nothing here holds the one before.
    """

    def __init__(
        self,
        build: Callable[[Callable[[], None]], BuildReport],
        state: PreviewState,
        settled: Callable[[BuildReport], None] = lambda _report: None,
    ) -> None:
        self._build, self._state, self._settled = build, state, settled
        self._last: BuildReport | None = None
        self._was_quick = False

    def change(self, paths: Collection[Path] = (), overtaken: Overtaken = lambda: False) -> bool:
        """Show what changed as soon as can be; say whether the whole build is still owed.

        The page of one story is drawn at once, and everything else can wait. A change of anything else is a
        whole build.
        """
        try:
            if self._last and len(paths) == 1 and self._last.redraw(*paths):
                self._was_quick = True
                self._state.show()
                return True
        except ContentError as error:
            self._state.show(error.problems)
            return False
        return not self.build_all(overtaken)

    def build_all(self, overtaken: Overtaken = lambda: False) -> bool:
        """Build everything and show it; say whether that came to an end."""

        def glance() -> None:
            if overtaken():
                raise OvertakenBuild

        try:
            self._last = self._build(glance)
        except OvertakenBuild:
            return False
        except ContentError as error:
            self._state.show(error.problems)
        except Trouble as error:
            self._state.show((Problem("the preview", 1, Severity.ERROR, "preview", error.what, error.fix),))
        else:
            # A page that is on screen already is not loaded again for the sake of a feed, or of the
            # home page, which changes with every build because it says the build's name.
            pages = [name for name in self._last.changed if name.endswith(".html") and name != "index.html"]
            if pages or not self._was_quick:
                self._state.show()
            self._settled(self._last)
        self._was_quick = False
        return True


def watch(
    folders: Collection[Path],
    preview: Preview,
    stop: threading.Event,
    begun: Callable[[], None] = lambda: None,
) -> None:
    """Build everything, and then tell the preview of every change below `folders`, until `stop` is set.

    `begun` is called after the first build. What is saved while that runs is not missed.
    """
    changes: queue.SimpleQueue[Collection[Path]] = queue.SimpleQueue()
    there = [folder for folder in folders if folder.exists()]
    # Its own thread, so that a change is heard of while a build is running.
    listener = threading.Thread(target=_listen, args=(there, changes, stop), daemon=True)
    listener.start()
    preview.build_all()
    begun()
    owed = False
    while listener.is_alive() and not stop.is_set():
        try:
            paths = changes.get(timeout=REST)
        except queue.Empty:
            if owed:
                owed = not preview.build_all(lambda: not changes.empty())
        else:
            owed = preview.change(paths, lambda: not changes.empty()) or owed
    stop.set()
    listener.join()


def _listen(
    folders: Collection[Path], changes: "queue.SimpleQueue[Collection[Path]]", stop: threading.Event
) -> None:
    for found in watch_files(
        *folders, watch_filter=DefaultFilter(), debounce=SETTLE * 4, step=SETTLE, stop_event=stop
    ):
        # An editor that saves through a temporary file makes and removes one beside the story.
        changes.put(sorted({Path(path) for _, path in found if Path(path).exists()}))
