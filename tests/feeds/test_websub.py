"""Telling a hub, over real HTTP."""

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import parse_qs

import pytest

from goodnews.feeds.websub import notify_hub
from goodnews.http_server import LocalServer, RequestHandler
from goodnews.problems import CommandError

FEEDS = ("https://stories.merrowdale.example/feed.xml", "https://stories.merrowdale.example/feed.json")


class Handler(RequestHandler):
    hub: "Hub"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.hub.told.append(parse_qs(self.rfile.read(length).decode()))
        self.reply(self.hub.answer, headers={"Location": "/elsewhere"})


class Hub(LocalServer):
    """A hub on this machine: what it was told, and what it answers."""

    def __init__(self) -> None:
        super().__init__(Handler, hub=self)
        self.told: list[dict[str, list[str]]] = []
        self.answer = HTTPStatus.NO_CONTENT

    @property
    def address(self) -> str:
        return f"{self.url}/"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        yield hub


def test_each_feed_is_told_as_hubs_expect(hub: Hub) -> None:
    notify_hub(hub.address, FEEDS)
    assert hub.told == [{"hub.mode": ["publish"], "hub.url": [feed]} for feed in FEEDS]


@pytest.mark.parametrize("status", [HTTPStatus.BAD_REQUEST, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.FOUND])
def test_a_refusal_is_said_plainly_and_no_redirect_is_followed(hub: Hub, status: HTTPStatus) -> None:
    hub.answer = status
    with pytest.raises(CommandError, match=f"status {status.value}"):
        notify_hub(hub.address, FEEDS)
    assert len(hub.told) == 1


def test_a_hub_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(CommandError, match="can't be reached"):
        notify_hub("http://127.0.0.1:9/", FEEDS)
