"""Building again whenever something was saved."""

import threading
from collections.abc import Callable, Collection
from pathlib import Path

from watchfiles import DefaultFilter
from watchfiles import watch as watch_files

from goodnews.preview.state import PreviewState
from goodnews.problems import ContentError, Problem, Severity, Trouble

SETTLE = 50
"""Milliseconds without another change before a build: an editor saves in several steps."""


def rebuild(build: Callable[[], object], state: PreviewState) -> None:
    """Build once, and show the result or the problems; nothing is raised for what a writer can cause."""
    try:
        build()
    except ContentError as error:
        state.show(error.problems)
    except Trouble as error:
        state.show((Problem("the preview", 1, Severity.ERROR, "preview", error.what, error.fix),))
    else:
        state.show()


def watch(
    folders: Collection[Path], build: Callable[[], object], state: PreviewState, stop: threading.Event
) -> None:
    """Build after every change below `folders`, until `stop` is set."""
    there = [folder for folder in folders if folder.exists()]
    for _changes in watch_files(
        *there,
        watch_filter=DefaultFilter(),
        debounce=SETTLE * 4,
        step=SETTLE,
        stop_event=stop,
        raise_interrupt=True,
    ):
        rebuild(build, state)
