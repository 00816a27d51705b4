"""Which terms have feeds, and which stories each of them tells."""

import re

from hypothesis import given
from hypothesis import strategies as st

from goodnews.feeds.entries import entries_of, guid_for, oldest_first, terms_with_feeds
from tests.feeds.making import make_story, render


def folders(*, public: tuple[str, ...] = (), withdrawn: tuple[str, ...] = ()) -> dict[str, tuple[str, int]]:
    """Each term's name and number of stories; a story is given by its front matter."""
    told = [render(make_story(f"2026/story-{number}", more=more)) for number, more in enumerate(public)]
    gone = [make_story(f"2026/gone-{number}", more=more) for number, more in enumerate(withdrawn)]
    entries = sorted(entries_of(told, gone), key=oldest_first)
    return {term.address: (term.name, len(term.members)) for term in terms_with_feeds(entries)}


def test_a_story_is_in_every_term_it_names() -> None:
    found = folders(public=("team: Ward 7\nhospital: The Larches\ntags: [tea, nights]",))
    assert found == {
        "archive/2026/": ("2026", 1),
        "categories/people/": ("People", 1),
        "hospitals/the-larches/": ("The Larches", 1),
        "tags/nights/": ("nights", 1),
        "tags/tea/": ("tea", 1),
        "teams/ward-7/": ("Ward 7", 1),
    }


def test_tags_that_differ_only_in_capitals_share_a_feed() -> None:
    found = folders(public=("tags: [Tea, tea]", "tags: [TEA]"))
    assert found["tags/tea/"] == ("Tea", 2)


def test_a_term_of_removed_stories_alone_does_not_say_its_name() -> None:
    found = folders(public=("",), withdrawn=("team: The team that must not be known",))
    assert found["teams/the-team-that-must-not-be-known/"] == ("", 1)


def test_removed_stories_keep_their_place_among_the_others() -> None:
    found = folders(public=("tags: [tea]",), withdrawn=("tags: [tea]",))
    assert found["tags/tea/"] == ("tea", 2)


def test_stories_of_one_day_are_in_the_order_of_their_identities() -> None:
    days = {"2026/b": "2026-03-02", "2026/c": "2026-03-01", "2026/a": "2026-03-02"}
    entries = entries_of([render(make_story(key, day=day)) for key, day in days.items()], [])
    assert [entry.identity for entry in sorted(entries, key=oldest_first)] == ["2026/c", "2026/a", "2026/b"]


def test_a_term_is_called_what_the_oldest_story_still_in_it_calls_it() -> None:
    found = folders(public=("tags: [TEA]", "tags: [Tea]"), withdrawn=("tags: [tea]",))
    assert found["tags/tea/"] == ("TEA", 3)


def test_a_guid_is_the_same_for_ever() -> None:
    # A changed value here would send every reader every story again. Never change it.
    assert guid_for("2026/night-on-ward-7") == "urn:uuid:b67c16c2-7591-5849-b17f-6ba2854a2f4e"


@given(st.text(), st.text())
def test_two_stories_never_share_a_guid(one: str, other: str) -> None:
    assert (guid_for(one) == guid_for(other)) == (one == other)


def test_a_guid_tells_nothing_of_the_story() -> None:
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", guid_for("2026/a-name-that-must-go"))
