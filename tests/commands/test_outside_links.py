"""Asking whether the pages that stories link to are still there."""

import socket

import pytest

from goodnews.commands.outside_links import find_broken, is_public_host

from .conftest import Place


def ask(*addresses: str) -> dict[str, str]:
    return dict(find_broken(addresses, may_ask=lambda host: True, timeout=5))


@pytest.mark.parametrize("status", [200, 204, 401, 403, 405, 429])
def test_a_page_that_is_there_or_turns_robots_away_is_left_in_peace(place: Place, status: int) -> None:
    assert ask(place.answer("/page", status)) == {}


@pytest.mark.parametrize(
    ("status", "why"), [(404, "gone (404)"), (410, "gone (410)"), (503, "properly (503)")]
)
def test_a_page_that_is_not_is_reported(place: Place, status: int, why: str) -> None:
    address = place.answer("/page", status)
    assert why in ask(address)[address]
    assert len(place.asked) == (2 if status == 503 else 1), "trouble may pass, so it is asked twice"


def test_a_place_that_does_not_answer_is_reported() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        assert ask(address)[address] == "It did not answer."


def test_a_redirect_is_followed_to_its_end(place: Place) -> None:
    place.answer("/new", 404)
    moved = place.answer("/old", 301, Location="/new")
    assert "gone (404)" in ask(moved)[moved]
    circle = place.answer("/circle", 302, Location="/circle")
    assert "circles" in ask(circle)[circle]


def test_neither_a_link_nor_a_redirect_leads_into_a_private_network(place: Place) -> None:
    public = place.answer("/out", 302, Location="http://169.254.169.254/secrets")
    asked: list[str] = []

    def may_ask(host: str) -> bool:
        asked.append(host)
        return host == "127.0.0.1"

    assert find_broken([public], may_ask=may_ask) == {public: "It leads to a private network."}
    assert asked == ["127.0.0.1", "169.254.169.254"]


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", False),
        ("localhost", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("::1", False),
        ("192.0.2.1", False),
        ("8.8.8.8", True),
    ],
)
def test_private_addresses_are_known(host: str, public: bool) -> None:
    assert is_public_host(host) is public


def test_each_address_is_asked_once_and_only_web_pages(place: Place) -> None:
    page = place.answer("/page", 404)
    assert list(ask(page, page, "mailto:a@b.example", "/here", "ftp://x.example/")) == [page]
    assert len(place.asked) == 1
