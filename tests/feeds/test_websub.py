"""FeedSource a hub, over real HTTP."""

import http.server
import threading
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import parse_qs

import pytest
import requests

from goodnews.feeds.websub import notify_hub
from goodnews.problems import Trouble

FEEDS = ("https://stories.merrowdale.example/feed.xml", "https://stories.merrowdale.example/feed.json")


class Hub:
    """A hub on this machine: what it was told, and what it answers."""

    def __init__(self) -> None:
        self.told: list[dict[str, list[str]]] = []
        self.answer = HTTPStatus.NO_CONTENT
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                hub.told.append(parse_qs(self.rfile.read(length).decode()))
                self.send_response(hub.answer)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_each_feed_is_told_as_hubs_expect(hub: Hub) -> None:
    with requests.Session() as session:
        assert notify_hub(hub.address, FEEDS, session) == 2
    assert hub.told == [{"hub.mode": ["publish"], "hub.url": [feed]} for feed in FEEDS]


@pytest.mark.parametrize("status", [HTTPStatus.BAD_REQUEST, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.FOUND])
def test_a_refusal_is_said_plainly_and_no_redirect_is_followed(hub: Hub, status: HTTPStatus) -> None:
    hub.answer = status
    with requests.Session() as session, pytest.raises(Trouble, match=f"status {status.value}"):
        notify_hub(hub.address, FEEDS, session)
    assert len(hub.told) == 1


def test_a_hub_that_is_not_there_is_said_plainly() -> None:
    with requests.Session() as session, pytest.raises(Trouble, match="can't be reached"):
        notify_hub("http://127.0.0.1:9/", FEEDS, session)
