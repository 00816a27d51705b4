"""The preview: the output as it is, a refresh after each build, problems as a page."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from goodnews.http_server import LOCAL_STYLE
from goodnews.problems import CommandError, Problem, Severity
from goodnews.serve import LiveReload, preview_server

PROBLEM = Problem(
    "content/a.md", 4, Severity.ERROR, "story-fields", "“<b>soon” is not a date.", "Write a date."
)


@pytest.fixture
def state() -> LiveReload:
    return LiveReload()


@pytest.fixture
def server(tmp_path: Path, state: LiveReload) -> Iterator[str]:
    (tmp_path / "index.html").write_text("<html><head></head><body>Home</body></html>", encoding="utf-8")
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


def test_other_files_are_served_as_they_are(server: str) -> None:
    assert get(server, "/feed.xml").text == "<rss/>"


def test_a_missing_page_is_the_sites_own(server: str) -> None:
    answer = get(server, "/nowhere/")
    assert answer.status_code == 404
    assert "Not here" in answer.text


def test_a_folder_without_its_slash_leads_there(server: str) -> None:
    assert get(server, "/about").text.endswith("About")


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/.git/config", "//etc/passwd"])
def test_nothing_outside_is_served(server: str, tmp_path: Path, path: str) -> None:
    (tmp_path.parent / "secret").write_text("secret", encoding="utf-8")
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=5)
    connection.request("GET", path)
    assert connection.getresponse().status == 404
    connection.close()


def test_problems_take_the_place_of_pages_until_they_are_fixed(server: str, state: LiveReload) -> None:
    state.show((PROBLEM,))
    answer = get(server, "/about/")
    assert answer.status_code == 503
    assert "Line 4:" in answer.text
    assert "“&lt;b&gt;soon” is not a date." in answer.text
    assert f"<style>{LOCAL_STYLE}</style>" in answer.text, "in the site's own clothes"
    assert get(server, "/feed.xml").status_code == 200
    state.show()
    assert "About" in get(server, "/about/").text


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
