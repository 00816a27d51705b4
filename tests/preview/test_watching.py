"""A saved file builds the site again; a mistake shows, and goes away."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goodnews.plugin.request import BuildReport
from goodnews.preview import Preview, PreviewState, watch
from goodnews.problems import ContentError, Problem, Severity, Trouble

PROBLEM = Problem("content/a.md", 4, Severity.ERROR, "story-fields", "Not a date.", "Write a date.")
STORY = Path("content/stories/2026/a/story.md")


def report(*changed: str, redraw: Callable[[Path], bool] = lambda _path: False) -> BuildReport:
    return BuildReport("b", Path("output"), changed=changed, redraw=redraw)


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


class Builds:
    """Gives what it is told to, one after the other: a report, or a mistake."""

    def __init__(self, *results: BuildReport | Exception) -> None:
        self.results = list(results)

    def __call__(self, glance: Callable[[], None]) -> BuildReport:
        glance()
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result


def test_a_build_that_fails_shows_its_problems_and_the_next_good_one_takes_them_away() -> None:
    state = PreviewState()
    preview = Preview(Builds(ContentError([PROBLEM]), report()), state)
    preview.change()
    assert state.shown.problems == (PROBLEM,)
    preview.change()
    assert state.shown.problems == ()


def test_trouble_with_the_world_is_shown_too() -> None:
    state = PreviewState()
    Preview(Builds(Trouble("The disk is full.", "Make room.")), state).change()
    assert state.shown.problems[0].what == "The disk is full."


def test_one_changed_story_is_shown_before_the_whole_build() -> None:
    state, seen = PreviewState(), []

    def redraw(path: Path) -> bool:
        seen.append((path, state.shown.number))
        return True

    first = report("index.html", redraw=redraw)
    preview = Preview(Builds(first, report("feed.xml", "index.html")), state)
    preview.build_all()
    assert preview.change([STORY]), "the whole build is owed"
    assert seen == [(STORY, 1)]
    assert state.shown.number == 2
    assert preview.build_all()
    assert state.shown.number == 2, "a change of a feed alone does not load the page again"


def test_pages_that_changed_with_it_are_shown_after_the_whole_build() -> None:
    state = PreviewState()
    preview = Preview(Builds(report(redraw=lambda _path: True), report("archive/index.html")), state)
    preview.build_all()
    preview.change([STORY])
    preview.build_all()
    assert state.shown.number == 3


def test_a_build_that_is_overtaken_shows_nothing_and_is_owed() -> None:
    state = PreviewState()
    preview = Preview(Builds(report("index.html"), report("index.html")), state)
    assert not preview.build_all(lambda: True)
    assert preview.change([STORY], lambda: True)
    assert state.shown.number == 0
    assert preview.build_all()
    assert state.shown.number == 1


def test_the_build_before_can_be_let_go_of_once_the_next_is_shown() -> None:
    state, held = PreviewState(), list[bool]()
    reports = [report("a.html"), report("b.html")]
    first = weakref.ref(reports[0])
    builds = Builds(*reports)
    reports.clear()
    preview = Preview(builds, state, lambda _report: held.append(first() is not None))
    preview.build_all()
    preview.build_all()
    assert held == [True, False]


def test_a_build_that_is_not_shown_does_not_count_as_settled() -> None:
    seen: list[BuildReport] = []
    preview = Preview(Builds(ContentError([PROBLEM]), report()), PreviewState(), seen.append)
    preview.build_all()
    assert not preview.build_all(lambda: True)
    assert seen == []
    preview.build_all()
    assert len(seen) == 1


def test_a_mistake_in_the_changed_story_is_shown_without_a_whole_build() -> None:
    state = PreviewState()

    def redraw(_path: Path) -> bool:
        raise ContentError([PROBLEM])

    preview = Preview(Builds(report(redraw=redraw)), state)
    preview.build_all()
    assert not preview.change([STORY]), "nothing is owed for a story that can't be read"
    assert state.shown.problems == (PROBLEM,)


def test_several_changes_at_once_are_one_whole_build() -> None:
    state = PreviewState()
    preview = Preview(Builds(report(redraw=lambda _path: True), report("archive/index.html")), state)
    preview.change()
    preview.change([STORY, Path("theme/static/site.css")])
    assert state.shown.number == 2


def test_saving_a_file_builds_again(tmp_path: Path) -> None:
    state, stop, built = PreviewState(), threading.Event(), []

    def build(_glance: Callable[[], None]) -> BuildReport:
        built.append(1)
        return report("index.html")

    with watching([tmp_path, tmp_path / "absent"], Preview(build, state), stop):
        (tmp_path / "story.md").write_text("one", encoding="utf-8")
        until(lambda: state.shown.number >= 2)
        assert len(built) >= 2


def test_a_save_during_the_first_build_is_not_missed(tmp_path: Path) -> None:
    state, stop, built = PreviewState(), threading.Event(), []

    def build(_glance: Callable[[], None]) -> BuildReport:
        if not built:
            time.sleep(0.5)
            (tmp_path / "story.md").write_text("one", encoding="utf-8")
        built.append(1)
        return report("index.html")

    with watching([tmp_path], Preview(build, state), stop):
        until(lambda: len(built) >= 2)


def test_a_second_save_is_shown_while_the_whole_build_of_the_first_one_runs(tmp_path: Path) -> None:
    state, stop = PreviewState(), threading.Event()
    drawn, begun, ended = [], [], []

    def redraw(path: Path) -> bool:
        drawn.append(path.name)
        return True

    def build(glance: Callable[[], None]) -> BuildReport:
        begun.append(len(drawn))
        # The whole build of the first save would take for ever; only another save ends it.
        while len(begun) == 2:
            glance()
            time.sleep(0.01)
        ended.append(len(drawn))
        return report(redraw=redraw)

    with watching([tmp_path], Preview(build, state), stop):
        (tmp_path / "one.md").write_text("one", encoding="utf-8")
        until(lambda: len(begun) == 2)
        (tmp_path / "two.md").write_text("two", encoding="utf-8")
        until(lambda: len(ended) == 2)
    assert drawn == ["one.md", "two.md"]
    assert ended == [0, 2]


@contextmanager
def watching(folders: list[Path], preview: Preview, stop: threading.Event) -> Iterator[None]:
    watcher = threading.Thread(target=watch, args=(folders, preview, stop))
    watcher.start()
    try:
        time.sleep(0.3)
        yield
    finally:
        stop.set()
        watcher.join(20)
    assert not watcher.is_alive()
