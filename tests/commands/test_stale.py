"""What was right when it was published, and is not any more."""

import socket
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from goodnews.commands.stale import (
    MARK,
    as_markdown,
    find_broken,
    find_stale,
    is_public_host,
    upsert_issue,
)
from goodnews.config import SiteConfig
from goodnews.github import MOST_PAGES, GitHub
from goodnews.problems import Problem
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server

from .conftest import Place, Stories

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CONSENT = "consent: {{form: CF-1, covers: [website], ends: {}}}"
PHOTO = "photos: [{{file: w.jpg, alt: A ward, shows: staff, " + CONSENT + "}}]"
LIVE = "live: {{starts: 2026-11-{0} 12:00, ends: 2026-11-{0} 13:00, watch: 'https://a.example/live'{1}}}"


def all_gone(addresses: Iterable[str]) -> Mapping[str, str]:
    web = (address for address in addresses if address.startswith("https://"))
    return dict.fromkeys(web, "The page is gone (404).")


def none_gone(addresses: Iterable[str]) -> Mapping[str, str]:
    return {}


def look(stories: Stories, config: SiteConfig) -> list[Problem]:
    return find_stale(stories.root, config, NOW, none_gone)


@pytest.mark.parametrize(
    ("ends", "found"),
    [("2026-11-19", "ended on 19 November"), ("2026-12-20", "ends on 20 December"), ("2031-11-20", "")],
)
def test_consents_that_end_are_named_in_time(
    stories: Stories, config: SiteConfig, ends: str, found: str
) -> None:
    stories.add("night", PHOTO.format(ends))
    stale = look(stories, config)
    assert len(stale) == bool(found)
    assert found in as_markdown(stale)


@pytest.mark.parametrize(
    ("day", "more", "found"),
    [
        ("19", "", 0),
        ("02", "", 1),
        ("02", ", recording: 'https://a.example/r'", 1),
        ("02", ", recording: 'https://a.example/r', captions: yes", 0),
    ],
)
def test_a_recording_that_was_live_wants_captions(
    stories: Stories, config: SiteConfig, day: str, more: str, found: int
) -> None:
    stories.add("board", LIVE.format(day, more), date="2026-11-01")
    assert len(look(stories, config)) == found


def test_links_of_stories_and_static_pages_are_asked(stories: Stories, config: SiteConfig) -> None:
    stories.add(
        "night",
        LIVE.format("19", ", recording: 'https://a.example/r'"),
        "video: {url: 'https://a.example/v', title: A video, captions: yes}",
        "bsl: {url: 'https://a.example/signed'}",
        body="See [this](https://a.example/page), [that](/about/) and [us](mailto:a@b.example).",
    )
    stories.add("unfinished", draft="yes", body="[Not yet](https://a.example/draft)")
    pages = stories.root / "content/pages"
    pages.mkdir()
    (pages / "about.md").write_text("[The law](https://a.example/law)\n", encoding="utf-8")
    (stories.root / "secret.txt").write_text("[Not ours](https://a.example/secret)\n", encoding="utf-8")
    (pages / "link.md").symlink_to(stories.root / "secret.txt")
    (pages / "lost.md").symlink_to("nowhere")
    (pages / "old.md").write_bytes(b"caf\xe9")
    links = [link for link in find_stale(stories.root, config, NOW, all_gone) if link.code == "link-gone"]
    assert sorted(link.message for link in links) == [
        "https://a.example/law",
        "https://a.example/page",
        "https://a.example/r",
        "https://a.example/signed",
        "https://a.example/v",
    ]
    assert {link.line for link in links if link.message.endswith("/page")} == {10}


def test_the_list_is_one_that_can_be_ticked_off(stories: Stories, config: SiteConfig) -> None:
    stories.add("night", PHOTO.format("2026-11-19"), body="See [this](https://a.example/page).")
    text = as_markdown(find_stale(stories.root, config, NOW, all_gone))
    assert text.startswith("## Consents that end\n\n- [ ] `content/stories/2026/night/story.md` line 6: ")
    assert "## Links that lead nowhere\n\n- [ ] " in text
    assert "Recordings" not in text


def test_nothing_stale_is_an_empty_list(stories: Stories, config: SiteConfig) -> None:
    stories.add("night")
    assert as_markdown(look(stories, config)) == ""


def test_a_story_that_can_not_be_read_keeps_no_other_from_being_looked_at(
    stories: Stories, config: SiteConfig
) -> None:
    stories.add("night", date="soon")
    stories.add("garden", PHOTO.format("2026-12-01"))
    (consent,) = look(stories, config)
    assert "garden" in consent.file


@pytest.fixture
def repository(tmp_path: Path) -> GitHubRepository:
    return GitHubRepository(tmp_path / "has-issues-alone.git")


@pytest.fixture
def github(repository: GitHubRepository) -> Iterator[GitHub]:
    with github_server(repository) as url:
        yield GitHub(url, f"{OWNER}/{NAME}", TOKEN)


def issue(number: int, login: str, association: str, **more: Any) -> dict[str, Any]:
    return {
        "number": number,
        "state": "open",
        "user": {"login": login},
        "author_association": association,
        "body": f"{MARK}\nold",
        **more,
    }


def test_it_is_opened_rewritten_closed_and_opened_again_and_stays_one(
    repository: GitHubRepository, github: GitHub
) -> None:
    assert upsert_issue(github, "") == "Nothing to write down."
    assert repository.changes == []
    assert upsert_issue(github, "- [ ] one") == "Opened issue 1."
    assert upsert_issue(github, "- [ ] one") == "Issue 1 says so already."
    assert upsert_issue(github, "- [ ] two") == "Brought issue 1 up to date."
    assert repository.issues[0]["body"] == f"{MARK}\n- [ ] two"
    assert upsert_issue(github, "") == "Closed issue 1: nothing is left on it."
    assert upsert_issue(github, "") == "Nothing to write down."
    assert upsert_issue(github, "- [ ] three") == "Brought issue 1 up to date."
    assert [(entry["number"], entry["state"]) for entry in repository.issues] == [(1, "open")]


def test_a_stranger_s_copy_of_the_mark_is_not_ours(repository: GitHubRepository, github: GitHub) -> None:
    repository.issues += [
        issue(1, "stranger", "NONE"),
        issue(2, "first-timer", "CONTRIBUTOR"),
        issue(3, "editor", "MEMBER", pull_request={}),
    ]
    assert upsert_issue(github, "- [ ] one") == "Opened issue 4."
    assert [entry["body"] for entry in repository.issues[:3]] == [f"{MARK}\nold"] * 3


def test_ours_is_found_among_hundreds(repository: GitHubRepository, github: GitHub) -> None:
    repository.issues += [issue(1, "editor", "MEMBER")]
    repository.issues += [issue(number, "somebody", "NONE") for number in range(2, 260)]
    assert upsert_issue(github, "- [ ] one") == "Brought issue 1 up to date."
    assert repository.reads <= MOST_PAGES


def ask(*addresses: str) -> dict[str, str]:
    return dict(find_broken(addresses, lambda host: True))


def test_a_page_that_is_there_or_turns_robots_away_is_left_in_peace(place: Place) -> None:
    pages = [place.answer(f"/{status}", status) for status in (200, 204, 401, 403, 405, 429)]
    assert ask(*pages) == {}


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

    assert find_broken([public], may_ask) == {public: "It leads to a private network."}
    assert asked == ["127.0.0.1", "169.254.169.254"]


def test_private_addresses_are_known() -> None:
    private = ("127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "::1", "192.0.2.1")
    assert [host for host in (*private, "8.8.8.8") if is_public_host(host)] == ["8.8.8.8"]


def test_each_address_is_asked_once_and_only_web_pages(place: Place) -> None:
    page = place.answer("/page", 404)
    assert list(ask(page, page, "mailto:a@b.example", "/here", "ftp://x.example/")) == [page]
    assert len(place.asked) == 1
