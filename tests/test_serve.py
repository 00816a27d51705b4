"""The preview: a save builds the site again, pages refresh, and problems stand in their place."""

import http.client
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from goodnews.http_server import LOCAL_STYLE
from goodnews.problems import CommandError, Problem, Severity
from goodnews.serve import LiveReload, preview_server, watch

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


def test_problems_are_shown_until_the_next_good_build() -> None:
    state = LiveReload()
    state.show((PROBLEM,))
    assert state.problems == (PROBLEM,)
    state.show(changed=False)
    assert state.problems == ()


@pytest.mark.parametrize(("changed", "number"), [(True, 2), (False, 1)])
def test_a_browser_loads_again_only_what_changed(changed: bool, number: int) -> None:
    state = LiveReload()
    state.show(changed=False)
    state.show(changed=changed)
    assert state.number == number


def test_what_is_saved_is_told_also_while_it_is_worked_on(tmp_path: Path) -> None:
    file, stop = tmp_path / "story.md", threading.Event()
    file.write_text("one", encoding="utf-8")
    saves = watch([tmp_path, tmp_path / "absent"], stop)
    assert next(saves) == set()
    for words in ("two", "three"):
        file.write_text(words, encoding="utf-8")
        time.sleep(0.5)
        assert next(saves) == {str(file)}
    stop.set()
    assert next(saves, None) is None
