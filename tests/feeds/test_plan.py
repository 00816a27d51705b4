"""Which files a site's feeds are, and what holds for all of them together."""

import json
import re
from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodnews.feeds.parse import read_feed
from goodnews.feeds.plan import is_feed, plan_feeds
from goodnews.feeds.validate import check_feed
from goodnews.feeds.websub import PUSHED
from goodnews.output import Artifact
from goodnews.rendered import RenderedStory
from goodnews.story import Story
from tests.feeds.making import AUDIO, ONE_PHOTO, SITE, SOUND, make_config, make_photo_set, make_story, render


def plan(
    public: list[RenderedStory], withdrawn: list[Story] | None = None, **changes: object
) -> dict[str, bytes]:
    return {file.path: file.render() for file in plan_feeds(public, withdrawn or [], make_config(**changes))}


def days(count: int, *, more: str = "") -> list[RenderedStory]:
    """So many stories, one a day from New Year, newest first."""
    stories = [
        make_story(
            f"2026/story-{number}",
            title=f"Story {number}",
            day=f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}",
            more=more,
        )
        for number in range(count)
    ]
    return [render(story) for story in reversed(stories)]


def test_every_term_of_a_story_has_a_feed_in_both_formats() -> None:
    paths = [path for path in plan([render(make_story(more=ONE_PHOTO))]) if is_feed(path)]
    folders = [
        "",
        "categories/people/",
        "tags/nights/",
        "tags/nursing/",
        "teams/ward-7/",
        "hospitals/merrowdale-general/",
        "archive/2026/",
    ]
    assert paths == [f"{folder}feed.{kind}" for folder in folders for kind in ("xml", "json")]


def test_people_can_subscribe_before_the_first_story() -> None:
    files = plan([])
    assert set(files) == {"feed.xml", "feed.json", "feed-icon.png"}
    parsed = feedparser.parse(files["feed.xml"])
    assert not parsed.bozo
    assert parsed.feed.title == "Show them ours"
    assert parsed.entries == []
    assert b"lastBuildDate" not in files["feed.xml"]
    assert json.loads(files["feed.json"])["items"] == []
    for path in ("feed.xml", "feed.json"):
        (problem,) = check_feed(files[path], path, site=SITE, size_of={}.get)
        assert not problem.is_error


def test_the_order_stories_are_given_in_changes_no_byte() -> None:
    stories = days(25, more=ONE_PHOTO)
    assert plan(stories) == plan(stories[::-1])


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 45), st.integers(1, 20))
def test_a_new_story_leaves_every_archive_as_it_is(count: int, size: int) -> None:
    before, after = (plan(days(number), TRUST_FEED_ITEMS=size) for number in (count, count + 1))
    archives = {path for path in before if "feed-" in path.rpartition("/")[2] and is_feed(path)}
    assert {path: after[path] for path in archives} == {path: before[path] for path in archives}


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_the_whole_history_can_be_read_from_the_feed_backwards(ending: str) -> None:
    files = plan(days(47))
    path, titles = f"feed.{ending}", set()
    while path:
        feed = read_feed(files[path])
        assert feed.self_address == f"{SITE}/{path}"
        titles |= {item.title for item in feed.items}
        older = re.findall(rf"{SITE}/(feed-\d+\.{ending})", " ".join(feed.links))
        path = older[-1] if older and older[-1] != path else ""
    assert titles == {f"Story {number}" for number in range(47)}


def test_a_listing_tells_its_newest_stories_and_the_whole_history_is_told_once() -> None:
    files = plan(days(47, more="tags: [tea]"))
    mine = {path for path in files if path.startswith("tags/tea/")}
    assert mine == {"tags/tea/feed.json", "tags/tea/feed.xml"}
    feed = json.loads(files["tags/tea/feed.json"])
    assert feed["feed_url"] == f"{SITE}/tags/tea/feed.json"
    assert "next_url" not in feed
    assert [item["title"] for item in feed["items"]] == [f"Story {number}" for number in range(46, 26, -1)]
    assert b"feed-" not in files["tags/tea/feed.xml"].replace(b"feed-icon.png", b"")


def test_nothing_of_a_removed_story_is_in_any_feed() -> None:
    secrets = "team: Secretward\ntags: [secretly]\nby: Secret Person\n"
    secrets += "photos: [{file: s.jpg, alt: Secret face, shows: nobody}]\n"
    secrets += "withdrawn: {on: 2026-12-01, reason: Secret reason}"
    gone = make_story("2026/gone", title="Secret title", more=secrets, body="Secret words.")
    for path, data in plan([render(make_story())], [gone]).items():
        assert b"secret" not in data.lower().replace(path.encode(), b""), path
    assert "teams/secretward/feed.xml" in plan([], [gone])


def test_a_removed_story_is_told_in_every_feed_that_told_it() -> None:
    story = make_story(more=ONE_PHOTO)
    gone = make_story(more=f"{ONE_PHOTO}withdrawn: {{on: 2026-12-01, reason: Asked}}")
    before, after = plan([render(story)]), plan([], [gone])
    for path in before:
        if path.endswith(".xml"):
            (old,), (new,) = feedparser.parse(before[path]).entries, feedparser.parse(after[path]).entries
            assert (new.id, new.title) == (old.id, "Story removed"), path


def test_a_hub_is_named_only_when_there_is_one_and_only_where_it_is_told() -> None:
    stories = days(25, more=ONE_PHOTO)
    assert not any(b"hub.example" in data for data in plan(stories).values())
    with_hub = plan(stories, TRUST_HUB="https://hub.example/")
    naming = {path for path, data in with_hub.items() if b"hub.example" in data}
    assert naming == set(PUSHED) - {"podcast.xml"}


@pytest.mark.parametrize("path", ["feed.xml", "feed-1.xml", "tags/nights/feed.xml", "archive/2026/feed.xml"])
def test_the_stylesheet_is_found_from_wherever_the_feed_stands(path: str) -> None:
    data = plan(days(25, more=ONE_PHOTO))[path]
    up = "../" * path.count("/")
    assert f'href="{up}theme/feed.css"'.encode() in data


def test_a_welsh_site_speaks_welsh() -> None:
    data = plan([render(make_story(more=ONE_PHOTO))], TRUST_LANGUAGE="cy")["tags/nursing/feed.xml"]
    feed = feedparser.parse(data).feed
    assert feed.language == "cy"
    assert feed.description == "nursing: newyddion da gan Merrowdale Hospitals NHS Trust."


VOICE = make_story("2026/four", more=AUDIO)
GONE = make_story("2026/story-24", day="2026-01-25", more="withdrawn: {on: 2026-12-01, reason: Asked}")


def with_photo() -> list[RenderedStory]:
    return days(25, more=ONE_PHOTO)


def edited() -> list[RenderedStory]:
    return [*with_photo()[:-1], render(make_story("2026/story-0", day="2026-01-01", body="New."))]


def with_another_photo() -> list[RenderedStory]:
    stories = with_photo()
    stories[3] = render(stories[3].story, photos={"handover.heic": make_photo_set(9)})
    return stories


CHANGES: dict[str, Callable[[], dict[str, Any]]] = {
    "nothing": dict,
    "the text of an old story": lambda: {"public": edited()},
    "a photo": lambda: {"public": with_another_photo()},
    "a recording": lambda: {"public": [*with_photo(), render(VOICE, attachments={"night.mp3": SOUND})]},
    "a removal": lambda: {"public": with_photo()[1:], "withdrawn": [GONE]},
    "a new story": lambda: {"public": days(26, more=ONE_PHOTO)},
    "the Trust's name": lambda: {"TRUST_NAME": "Tarnside NHS Trust"},
    "the site's address": lambda: {"SITEURL": "https://a.example"},
    "the number of items": lambda: {"TRUST_FEED_ITEMS": 10},
    "the hub": lambda: {"TRUST_HUB": "https://hub.example/"},
    "the colour": lambda: {"TRUST_ACCENT": "#702082"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_fingerprint_changes_exactly_when_its_file_does(change: Callable[[], dict[str, Any]]) -> None:
    changes = change()
    public, withdrawn = changes.pop("public", None) or with_photo(), changes.pop("withdrawn", [])
    old = {file.path: file for file in plan_feeds(with_photo(), [], make_config())}
    new = {file.path: file for file in plan_feeds(public, withdrawn, make_config(**changes))}
    for path in old.keys() & new.keys():
        same = old[path].render() == new[path].render()
        assert (old[path].fingerprint == new[path].fingerprint) == same, path


def test_each_feed_can_be_made_alone_and_in_any_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def planned() -> list[Artifact]:
        withdrawn = [make_story("2026/gone", more="withdrawn: {on: 2026-02-01, reason: Asked}")]
        voice = render(make_story("2026/four", more=AUDIO), attachments={"night.mp3": SOUND})
        return [*plan_feeds([voice, *days(25, more=ONE_PHOTO)], withdrawn, make_config())]

    together = [file.render() for file in planned()]
    monkeypatch.setattr("goodnews.feeds.plan.MOST_KEPT", 7)
    assert [file.render() for file in planned()] == together
    apart = [file.render() for file in reversed(planned())]
    assert apart[::-1] == together
