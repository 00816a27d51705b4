"""The preview: a save builds the site again, pages refresh, and problems stand in their place."""

import http.client
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from goodnews.http_server import LOCAL_STYLE
from goodnews.problems import CommandError, ContentError, Problem, Severity
from goodnews.serve import LiveReload, build_and_show, preview_server, watch
from tests.shared import until

PROBLEM = Problem(
    "content/a.md", 4, Severity.ERROR, "story-fields", "“<b>soon” is not a date.", "Write a date."
)


@pytest.fixture
def state() -> LiveReload:
    return LiveReload()


@pytest.fixture
def server(tmp_path: Path, state: LiveReload) -> Iterator[str]:
    (tmp_path / "index.html").write_text(
        "<html><head></head><body><main>Home</main></body></html>", encoding="utf-8"
    )
    (tmp_path / "404.html").write_text("<html><head></head>Not here</html>", encoding="utf-8")
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "index.html").write_text("<head></head>About", encoding="utf-8")
    (tmp_path / "feed.xml").write_text("<rss/>", encoding="utf-8")
    with preview_server(tmp_path, state) as running:
        yield running


def get(server: str, path: str) -> requests.Response:
    return requests.get(f"{server}{path}", timeout=5)


def test_a_page_is_served_with_the_line_that_refreshes_it(server: str, tmp_path: Path) -> None:
    page = get(server, "/").text
    assert "Home" in page
    assert '<script src="/__preview/refresh.js" defer></script></head>' in page
    assert "script" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_all_else_is_served_as_the_site_is_and_nothing_outside(server: str, tmp_path: Path) -> None:
    assert get(server, "/feed.xml").text == "<rss/>"
    assert get(server, "/about").text.endswith("About")
    missing = get(server, "/nowhere/")
    assert (missing.status_code, "Not here" in missing.text) == (404, True)
    (tmp_path.parent / "secret").write_text("secret", encoding="utf-8")
    for path in ("/../secret", "/%2e%2e/secret", "/.git/config", "//etc/passwd"):
        connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=5)
        connection.request("GET", path)
        assert connection.getresponse().status == 404, path
        connection.close()


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/nowhere/", "/__preview/refresh.js"])
def test_a_browser_keeps_nothing_of_a_preview(server: str, path: str) -> None:
    assert get(server, path).headers["Cache-Control"] == "no-store"


def test_problems_take_the_place_of_all_pages_before_there_are_any(server: str, state: LiveReload) -> None:
    state.show((PROBLEM,))
    answer = get(server, "/about/")
    assert answer.status_code == 503
    assert "Line 4:" in answer.text
    assert "“&lt;b&gt;soon” is not a date." in answer.text
    assert f"<style>{LOCAL_STYLE}</style>" in answer.text, "in the site's own clothes"
    assert get(server, "/feed.xml").status_code == 200
    state.show()
    assert "About" in get(server, "/about/").text


def test_later_only_the_page_of_a_broken_story_gives_way_and_the_others_say_so(
    server: str, state: LiveReload
) -> None:
    state.is_built = True
    state.show((PROBLEM._replace(file="content/stories/2026/about/story.md"),))
    for path in ("/stories/2026/about", "/stories/2026/about/", "/stories/2026/about/index.html"):
        assert get(server, path).status_code == 503, path
    home = get(server, "/")
    assert (home.status_code, "Home" in home.text) == (200, True)
    assert '<main><div class="unpublished" lang="en-GB"><p class="panel"><strong>1 thing to fix.' in home.text
    assert "is not a date" in get(server, "/__preview/problems").text
    state.show()
    assert "1 thing" not in get(server, "/").text
    assert "Home" in get(server, "/__preview/problems").text, "nothing is wrong any more"


def test_a_browser_is_told_of_each_change(server: str, state: LiveReload) -> None:
    with requests.get(f"{server}/__preview/events", stream=True, timeout=5) as events:
        lines = (line.decode() for line in events.iter_lines(chunk_size=1) if line)
        assert next(lines) == "data: 0"
        state.show()
        assert next(lines) == "data: 1"
        threading.Timer(0.05, lambda: state.show((PROBLEM,))).start()
        assert next(lines) == "data: 2"


def test_a_port_in_use_is_said_in_words(server: str, state: LiveReload, tmp_path: Path) -> None:
    port = int(server.rsplit(":", 1)[1])
    with pytest.raises(CommandError, match="in use"), preview_server(tmp_path, state, port):
        pass


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
