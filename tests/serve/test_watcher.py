"""A saved file builds the site again; a mistake shows, and goes away."""

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from goodnews.problems import CommandError, ContentError, Problem, Severity
from goodnews.serve import LiveReload, watch
from goodnews.serve.watcher import build_and_show
from tests.shared import until

PROBLEM = Problem("content/a.md", 4, Severity.ERROR, "story-fields", "Not a date.", "Write a date.")


class Builds:
    """Gives what it is told to, one after the other: whether a page changed, or a mistake."""

    def __init__(self, *results: bool | Exception) -> None:
        self.results = list(results)

    def __call__(self, _saved: Collection[str] = ()) -> bool:
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result


def test_a_build_that_fails_shows_its_problems_and_the_next_good_one_takes_them_away() -> None:
    state, rebuild = LiveReload(), Builds(ContentError([PROBLEM]), False)
    build_and_show(rebuild, state)
    assert state.current.problems == (PROBLEM,)
    build_and_show(rebuild, state)
    assert state.current.problems == ()


def test_trouble_with_the_world_is_shown_too() -> None:
    state = LiveReload()
    build_and_show(Builds(CommandError("The disk is full.", "Make room.")), state)
    assert state.current.problems[0].message == "The disk is full."


@pytest.mark.parametrize(("changed", "number"), [(True, 2), (False, 1)])
def test_a_browser_loads_again_only_what_changed(changed: bool, number: int) -> None:
    state, rebuild = LiveReload(), Builds(True, changed)
    build_and_show(rebuild, state)
    build_and_show(rebuild, state)
    assert state.current.number == number


def test_saving_a_file_builds_again(tmp_path: Path) -> None:
    state = LiveReload()
    with watching([tmp_path, tmp_path / "absent"], lambda _saved: True, state):
        until(lambda: state.current.number == 1)
        (tmp_path / "story.md").write_text("one", encoding="utf-8")
        until(lambda: state.current.number >= 2)


def test_a_save_during_a_build_is_not_missed(tmp_path: Path) -> None:
    built: list[str] = []

    def rebuild(_saved: Collection[str]) -> bool:
        built.append((tmp_path / "story.md").read_text(encoding="utf-8"))
        if built == ["one"]:
            time.sleep(0.5)
            (tmp_path / "story.md").write_text("two", encoding="utf-8")
        return True

    (tmp_path / "story.md").write_text("one", encoding="utf-8")
    with watching([tmp_path], rebuild, LiveReload()):
        until(lambda: built[-1:] == ["two"])


@contextmanager
def watching(
    folders: list[Path], rebuild: Callable[[Collection[str]], bool], state: LiveReload
) -> Iterator[None]:
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(folders, rebuild, state, stop))
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join(20)
    assert not watcher.is_alive()
