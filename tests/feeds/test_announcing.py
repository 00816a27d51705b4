"""`/announce.json` as a file that need not be made again."""

from collections.abc import Callable
from functools import partial

import pytest

from goodnews.feeds import FeedFile, plan_announcements, tell_stories
from goodnews.feeds.announcements import dump_announcements, load_announcements
from goodnews.rendered import Rendered
from goodnews.story import Story
from tests.feeds.making import ONE_PHOTO, make_photo_set, make_story, make_trust, render

Site = tuple[list[Rendered], list[Story], str, dict[str, object]]


def plan(public: list[Rendered], withdrawn: list[Story], build: str, changes: dict[str, object]) -> FeedFile:
    return plan_announcements(public, withdrawn, make_trust(**changes), build)


def stories(**last: str) -> list[Rendered]:
    return [render(make_story("2026/one", more=ONE_PHOTO)), render(make_story("2026/two", **last))]


def gone(key: str) -> Story:
    return make_story(key, more="withdrawn: {on: 2026-12-01, reason: Asked}")


def with_another_photo() -> list[Rendered]:
    one, two = stories()
    return [render(one.story, photos={"handover.heic": make_photo_set(9)}), two]


CHANGES: dict[str, Callable[[], Site]] = {
    "nothing": lambda: (stories(), [], "b1", {}),
    "what it is announced with": lambda: (stories(more='post: "New words:"'), [], "b1", {}),
    "a photo": lambda: (with_another_photo(), [], "b1", {}),
    "a story that was renamed": lambda: (
        [stories()[0], render(make_story("2026/new", more="id: 2026/two"))],
        [],
        "b1",
        {},
    ),
    "a removal": lambda: (stories()[:1], [gone("2026/two")], "b1", {}),
    "another removal": lambda: (stories()[:1], [gone("2026/three")], "b1", {}),
    "the order": lambda: (stories()[::-1], [], "b1", {}),
    "the build": lambda: (stories(), [], "b2", {}),
    "the site's address": lambda: (stories(), [], "b1", {"SITEURL": "https://a.example"}),
    "the Trust's name": lambda: (stories(), [], "b1", {"TRUST_NAME": "Tarnside NHS Trust"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_its_fingerprint_changes_exactly_when_it_does(change: Callable[[], Site]) -> None:
    before, after = plan(stories(), [], "b1", {}), plan(*change())
    assert (before.fingerprint == after.fingerprint) == (before.data == after.data)


def test_it_is_what_the_announcer_reads() -> None:
    file = plan(stories(), [gone("2026/three")], "b1", {})
    found = load_announcements(file.data)
    assert file.path == "announce.json"
    assert (found.build, [story.id for story in found.stories]) == ("b1", ["2026/one", "2026/two"])
    assert [each.id for each in found.withdrawn] == ["2026/three"]


def test_what_was_begun_before_there_was_a_name_comes_out_the_same() -> None:
    public, withdrawn = stories(), [gone("2026/three")]
    begun = partial(tell_stories, public, withdrawn, make_trust())
    whole, named = (plan_announcements(public, withdrawn, make_trust(), "b1", tell) for tell in (None, begun))
    assert whole.data == named.data
    assert whole.data == dump_announcements(public, withdrawn, make_trust(), "b1")


def test_a_story_about_a_build_keeps_its_words() -> None:
    story = render(make_story(title=r"We said \"build\": \"\" and built"))
    file = plan_announcements([story], [], make_trust(), "b1")
    assert load_announcements(file.data).stories[0].title == 'We said "build": "" and built'
    assert load_announcements(file.data).build == "b1"
