"""The practice network refuses what X refuses."""

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1

from goodnews.announce.practice.server import PRACTICE_KEYS, PracticeServer
from goodnews.announce.practice.timeline import Timeline
from goodnews.http_server import LOCAL_STYLE
from goodnews.problems import CommandError
from tests.announce.stage import JPEG


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PracticeServer]:
    with PracticeServer(tmp_path / "practice") as running:
        yield running


def ask(server: PracticeServer, method: str, path: str, **more: Any) -> requests.Response:
    return requests.request(
        method, server.url + path, auth=OAuth1(*astuple(PRACTICE_KEYS)), timeout=10, **more
    )


def post(server: PracticeServer, text: str) -> Any:
    return ask(server, "POST", "/2/tweets", json={"text": text}).json()


def upload(server: PracticeServer, data: bytes) -> requests.Response:
    form = {"files": {"media": ("a.jpg", data, "image/jpeg")}, "data": {"media_category": "tweet_image"}}
    return ask(server, "POST", "/2/media/upload", **form)


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({"text": "Hello"}, 201, None),
        ({"text": "a" * 280}, 201, None),
        ({"text": "a" * 281}, 403, "too long"),
        ({"text": "Hello", "alt_text": "x"}, 400, "alt_text"),
        ({"text": ""}, 400, "text"),
        ({"text": "Hello", "media": {"media_ids": ["123"]}}, 400, "media IDs are invalid"),
        ({"text": "Hello", "media": {"media_ids": [1]}}, 400, "media.media_ids.0"),
        (["Hello"], 400, "the body"),
    ],
)
def test_a_post_is_checked(server: PracticeServer, body: Any, status: int, detail: str | None) -> None:
    answer = ask(server, "POST", "/2/tweets", json=body)
    assert answer.status_code == status
    if detail:
        assert detail in answer.json()["detail"]
        assert server.timeline.posts() == []


def test_the_same_words_twice_are_a_duplicate_in_xs_own_words(server: PracticeServer) -> None:
    post(server, "Hello")
    assert post(server, "Hello") == {
        "detail": "You are not allowed to create a Tweet with duplicate content.",
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
    }


@pytest.mark.parametrize("path", ["/2/users/me", "/2/users/1899999999999999999/tweets"])
def test_nothing_is_answered_without_a_signature(server: PracticeServer, path: str) -> None:
    assert requests.get(server.url + path, timeout=10).status_code == 401


def test_only_pictures_of_at_most_five_megabytes_are_taken_with_a_description_of_a_thousand_characters(
    server: PracticeServer,
) -> None:
    for data in (b"not a picture", b"\xff\xd8\xff" + b"a" * 5_000_000):
        assert upload(server, data).status_code == 400
    media = upload(server, JPEG).json()["data"]["id"]
    for alt, status in (("", 400), ("a" * 1001, 400), ("a" * 1000, 200)):
        described = {"id": media, "metadata": {"alt_text": {"text": alt}}}
        assert ask(server, "POST", "/2/media/metadata", json=described).status_code == status


def test_the_timeline_hides_links_behind_short_ones_and_pages(server: PracticeServer) -> None:
    for number in range(12):
        post(server, f"{number} https://stories.merrowdale.example/{number}/")
    path = "/2/users/1899999999999999999/tweets"
    query = {"max_results": "10", "tweet.fields": "entities"}
    first = ask(server, "GET", path, params=query).json()
    assert first["data"][0]["text"] == "11 https://t.co/0000000000"
    assert first["data"][0]["entities"]["urls"][0]["expanded_url"] == "https://stories.merrowdale.example/11/"
    query["pagination_token"] = first["meta"]["next_token"]
    second = ask(server, "GET", path, params=query).json()
    assert [tweet["text"][0] for tweet in second["data"]] == ["1", "0"]
    assert "next_token" not in second["meta"]


def test_a_deleted_post_is_gone_and_cannot_be_deleted_again(server: PracticeServer) -> None:
    path = f"/2/tweets/{post(server, 'Hello')['data']['id']}"
    assert ask(server, "DELETE", path).json() == {"data": {"deleted": True}}
    assert ask(server, "DELETE", path).status_code == 404
    assert "Taken back." in server.timeline.page.read_text()


def test_the_page_shows_hostile_words_as_words(server: PracticeServer) -> None:
    post(server, '<script>alert(1)</script> https://a.example/?a=1&b="2')
    page = server.timeline.page.read_text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert f"<style>{LOCAL_STYLE}</style>" in page, "in the site's own clothes"


def test_it_listens_on_this_machine_only(server: PracticeServer) -> None:
    assert server.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "written", ["", "{", "[]", "{}", '{"posts": 3, "media": {}}', '{"posts": [], "media": []}']
)
def test_a_file_of_somebody_elses_is_named_and_left_as_it_is(tmp_path: Path, written: str) -> None:
    file = tmp_path / "timeline.json"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(CommandError, match=r"/timeline\.json is not as the practice network wrote it\."):
        Timeline(tmp_path)
    assert file.read_text(encoding="utf-8") == written
