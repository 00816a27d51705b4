"""A saved file builds the site again; a mistake shows, and goes away."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from goodnews.preview import PreviewState, watch
from goodnews.preview.watching import rebuild
from goodnews.problems import ContentError, Problem, Severity, Trouble

PROBLEM = Problem("content/a.md", 4, Severity.ERROR, "story-fields", "Not a date.", "Write a date.")


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_build_that_fails_shows_its_problems_and_the_next_good_one_takes_them_away() -> None:
    state = PreviewState()

    def fail() -> None:
        raise ContentError([PROBLEM])

    rebuild(fail, state)
    assert state.shown.problems == (PROBLEM,)
    rebuild(lambda: None, state)
    assert state.shown.problems == ()


def test_trouble_with_the_world_is_shown_too() -> None:
    state = PreviewState()

    def fail() -> None:
        raise Trouble("The disk is full.", "Make room.")

    rebuild(fail, state)
    assert state.shown.problems[0].what == "The disk is full."


def test_saving_a_file_builds_again(tmp_path: Path) -> None:
    state, stop, built = PreviewState(), threading.Event(), []
    watcher = threading.Thread(
        target=watch, args=([tmp_path, tmp_path / "absent"], lambda: built.append(1), state, stop)
    )
    watcher.start()
    try:
        time.sleep(0.3)
        (tmp_path / "story.md").write_text("one", encoding="utf-8")
        until(lambda: len(built) >= 1)
        until(lambda: state.shown.number >= 1)
    finally:
        stop.set()
        watcher.join(10)
    assert not watcher.is_alive()
