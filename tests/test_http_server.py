"""A server for this machine only, as long as a block runs; most often it serves a folder."""

import http.client
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from goodnews.http_server import LocalServer, RequestHandler, find_file
from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite

WITH_WINDOWS = """
from goodnews import files
files.WINDOWS = True
from goodnews import http_server
print(http_server._Server.allow_reuse_address)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "stories/a").mkdir(parents=True)
    (site / "index.html").write_text("<h1>Home</h1>")
    (site / "404.html").write_text("<h1>Not here</h1>")
    (site / "stories/a/index.html").write_text("<h1>A</h1>")
    for name in ("feed.xml", "feed.json", "style.css", "events.ics", "announce.json"):
        (site / name).write_text("x")
    (site / "photos").mkdir()
    (site / "photos/3fa2c19b0d12-640.avif").write_bytes(b"avif")
    (site / ".secret").write_text("secret")
    (tmp_path / "outside.txt").write_text("outside")
    return site


@pytest.fixture
def site(folder: Path) -> Iterator[LoopbackSite]:
    with LoopbackSite(folder) as served:
        yield served


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/stories/a/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/announce.json", "application/json"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/events.ics", "text/calendar; charset=utf-8"),
        ("/photos/3fa2c19b0d12-640.avif", "image/avif"),
    ],
)
def test_every_kind_of_file_has_its_type(site: LoopbackSite, address: str, kind: str) -> None:
    answer = requests.get(site.url + address, timeout=5)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)


def test_it_listens_on_this_machine_only(site: LoopbackSite) -> None:
    assert site.url.startswith("http://127.0.0.1:")


def test_a_missing_page_gets_the_sites_own_404(site: LoopbackSite) -> None:
    answer = requests.get(f"{site.url}/nowhere/", timeout=5)
    assert (answer.status_code, answer.text) == (404, "<h1>Not here</h1>")


def test_a_folder_without_its_closing_slash_is_redirected(site: LoopbackSite) -> None:
    answer = requests.get(f"{site.url}/stories/a", timeout=5, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/stories/a/")


def test_a_folder_without_an_index_is_never_listed(site: LoopbackSite) -> None:
    assert requests.get(f"{site.url}/photos/", timeout=5).status_code == 404


@pytest.mark.parametrize("condition", ["ETag", "Last-Modified"])
def test_a_reader_who_has_it_gets_304_and_no_body(site: LoopbackSite, condition: str) -> None:
    first = requests.get(f"{site.url}/feed.xml", timeout=5)
    ask = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[condition]
    again = requests.get(f"{site.url}/feed.xml", headers={ask: first.headers[condition]}, timeout=5)
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_file_is_sent_again(site: LoopbackSite) -> None:
    first = requests.get(f"{site.url}/feed.xml", timeout=5)
    (site.folder / "feed.xml").write_text("newer")
    again = requests.get(f"{site.url}/feed.xml", headers={"If-None-Match": first.headers["ETag"]}, timeout=5)
    assert (again.status_code, again.text) == (200, "newer")


def test_a_date_nobody_can_read_is_not_a_condition(site: LoopbackSite) -> None:
    answer = requests.get(f"{site.url}/feed.xml", headers={"If-Modified-Since": "yesterday-ish"}, timeout=5)
    assert answer.status_code == 200


def test_head_says_the_length_and_sends_nothing(site: LoopbackSite) -> None:
    answer = requests.head(f"{site.url}/", timeout=5)
    assert (answer.headers["Content-Length"], answer.content) == ("13", b"")


@pytest.mark.parametrize(
    "address",
    [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/stories/..%2f..%2f..%2foutside.txt",
        "/stories/a/../../../outside.txt",
        "/..\\outside.txt",
        "/%5c..%5coutside.txt",
        "/.secret",
        "/.%00/",
        "//127.0.0.1/",
        "/C:/outside.txt",
        "/leading-out",
        "/" + "a" * 5000,
    ],
)
def test_nothing_outside_the_folder_is_ever_served(site: LoopbackSite, address: str) -> None:
    (site.folder / "leading-out").symlink_to(site.folder.parent / "outside.txt")
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"), timeout=5)
    connection.request("GET", address)  # as it stands: requests would tidy the address first
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in {301, 404}
    assert answer.status == 404 or (answer.getheader("Location") or "").startswith("/")
    assert b"outside" not in body
    assert b"secret" not in body


def test_a_link_to_the_site_may_be_switched_while_it_is_served(tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text("<h1>Newer</h1>")
    public = tmp_path / "public"
    public.symlink_to(folder)
    with LoopbackSite(public) as site:
        assert "Home" in requests.get(site.url, timeout=5).text
        (tmp_path / "beside").symlink_to(other)
        (tmp_path / "beside").replace(public)
        assert "Newer" in requests.get(site.url, timeout=5).text


def test_finding_a_file_needs_no_server(folder: Path) -> None:
    assert find_file(folder, "/stories/a/?page=2#top") == folder.resolve() / "stories/a/index.html"
    assert find_file(folder, "/stories/b/") is None


class Kettle(RequestHandler):
    def do_GET(self) -> None:
        self.reply(418)


def test_it_answers_until_the_block_ends_and_can_be_started_again() -> None:
    kettle = LocalServer(Kettle)
    for _ in range(2):
        assert kettle.url == ""
        with kettle as running:
            url = running.url
            assert requests.get(url, timeout=5).status_code == 418
        with pytest.raises(requests.ConnectionError):
            requests.get(url, timeout=5)
    assert kettle.url == ""


class Talker(RequestHandler):
    """Talks until nobody listens any more, and then says what came of that."""

    over: threading.Event

    def do_GET(self) -> None:
        try:
            while True:
                self.wfile.write(b"words " * 10_000)
        finally:
            self.over.set()


class Mistaken(RequestHandler):
    def do_GET(self) -> None:
        raise ValueError("a mistake of ours")


def test_a_reader_who_goes_away_in_the_middle_is_nothing_wrong(capfd: pytest.CaptureFixture[str]) -> None:
    over = threading.Event()
    with LocalServer(Talker, over=over) as server:
        reader = socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), timeout=5)
        reader.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        reader.recv(100)
        reader.close()
        assert over.wait(5)
    assert capfd.readouterr().err == ""


def test_a_mistake_of_ours_is_still_said(capfd: pytest.CaptureFixture[str]) -> None:
    with LocalServer(Mistaken) as server, pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=5)
    assert "a mistake of ours" in capfd.readouterr().err


def test_windows_lets_no_two_share_a_port_either() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITH_WINDOWS], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout == "False\n"


def test_two_never_share_a_port() -> None:
    with LocalServer(Kettle) as one, LocalServer(Kettle) as two:
        assert one.url != two.url
        with (
            pytest.raises(CommandError, match="in use"),
            LocalServer(Kettle, port=int(one.url.rpartition(":")[2])),
        ):
            pass
