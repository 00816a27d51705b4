"""Building again whenever something was saved."""

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


class Preview:
    """Builds on a change, and shows what came of it; nothing is raised for what a writer can cause.

    Args:
        build: builds everything and gives a report.
        state: what browsers are shown.
    """

    def __init__(self, build: Callable[[], BuildReport], state: PreviewState) -> None:
        self._build, self._state = build, state
        self._last: BuildReport | None = None

    def change(self, paths: Collection[Path] = ()) -> None:
        """Show the page of the one story that changed at once, and then everything else."""
        try:
            was_quick = bool(self._last and len(paths) == 1 and self._last.redraw(*paths))
            if was_quick:
                self._state.show()
            self._last = self._build()
        except ContentError as error:
            self._state.show(error.problems)
        except Trouble as error:
            self._state.show((Problem("the preview", 1, Severity.ERROR, "preview", error.what, error.fix),))
        else:
            # A page that is on screen already is not loaded again for the sake of a feed, or of the
            # home page, which changes with every build because it says the build's name.
            pages = [name for name in self._last.changed if name.endswith(".html") and name != "index.html"]
            if pages or not was_quick:
                self._state.show()


def watch(folders: Collection[Path], preview: Preview, stop: threading.Event) -> None:
    """Tell the preview of every change below `folders`, until `stop` is set."""
    there = [folder for folder in folders if folder.exists()]
    for changes in watch_files(
        *there,
        watch_filter=DefaultFilter(),
        debounce=SETTLE * 4,
        step=SETTLE,
        stop_event=stop,
        raise_interrupt=True,
    ):
        # An editor that saves through a temporary file makes and removes one beside the story.
        preview.change(sorted({Path(path) for _, path in changes if Path(path).exists()}))
