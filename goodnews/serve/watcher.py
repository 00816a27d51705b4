"""Building again whenever something was saved."""

import gc
import threading
from collections.abc import Callable, Collection
from pathlib import Path

from watchfiles import DefaultFilter
from watchfiles import watch as watch_files

from goodnews.problems import CommandError, ContentError, Problem, Severity
from goodnews.serve.server import LiveReload

SETTLE = 20
"""Milliseconds without another change before a build: an editor saves in several steps."""


def watch(
    folders: Collection[Path],
    rebuild: Callable[[Collection[str]], bool],
    state: LiveReload,
    stop: threading.Event,
) -> None:
    """Build everything, and again after every change below `folders`, until `stop` is set.

    Nothing is raised for what a writer can cause: problems are shown in place of the pages. What is saved
    while a build runs is not missed. `rebuild` is given the paths that were saved; it says whether any page
    changed.
    """
    there = [folder for folder in folders if folder.exists()]
    changes = watch_files(
        *there,
        watch_filter=DefaultFilter(),
        debounce=SETTLE * 8,
        step=SETTLE,
        rust_timeout=SETTLE * 8,
        yield_on_timeout=True,
        stop_event=stop,
    )
    # The first turn comes as soon as the watch has begun, and builds whatever is there.
    for number, change in enumerate(changes):
        if not number or change:
            build_and_show(rebuild, state, {path for _, path in change})
            # What a build leaves holds itself in rings, and they add up over a day of writing.
            gc.collect()


def build_and_show(
    rebuild: Callable[[Collection[str]], bool], state: LiveReload, saved: Collection[str] = ()
) -> None:
    """Build, and show what came of it; a page that did not change is not loaded again."""
    try:
        if rebuild(saved) or state.current.problems or not state.current.number:
            state.show()
    except ContentError as error:
        state.show(error.problems)
    except CommandError as error:
        state.show((Problem("the preview", 1, Severity.ERROR, "preview", error.message, error.hint),))
