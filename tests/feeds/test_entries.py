"""Which terms have feeds, which stories each tells, and the laws of RFC 5005 as we keep them."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goodnews.feeds.entries import (
    FeedEntry,
    divide,
    entries_of,
    guid_for,
    newest,
    oldest_first,
    terms_with_feeds,
)
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


STORY = make_story()
START = datetime(2026, 1, 1, tzinfo=UTC)


def item(number: int, *, removed_after: int | None = None) -> FeedEntry:
    """The story of day `number`, perhaps removed some days later."""
    published = START + timedelta(days=number)
    return FeedEntry(
        identity=f"2026/{number}",
        published=published,
        last_changed=published + timedelta(days=removed_after or 0),
        removed=removed_after is not None,
        digest=bytes([number]),
        story=STORY,
    )


histories = st.lists(st.none() | st.integers(0, 60), max_size=60).map(
    lambda days: [item(number, removed_after=after) for number, after in enumerate(days)]
)
sizes = st.integers(1, 25)


@given(histories, sizes)
def test_feed_and_archives_together_are_the_whole_history(items: list[FeedEntry], size: int) -> None:
    told = {entry.identity for chunk in divide(items, size) for entry in chunk}
    assert told == {entry.identity for entry in items}


@given(histories, sizes)
def test_every_archive_is_full_and_no_story_is_in_two(items: list[FeedEntry], size: int) -> None:
    archives = divide(items, size)[1:]
    assert all(len(chunk) == size for chunk in archives)
    identities = [entry.identity for chunk in archives for entry in chunk]
    assert len(identities) == len(set(identities))


def expected(items: list[FeedEntry], size: int, others: list[FeedEntry]) -> list[FeedEntry]:
    """The newest stories, these others, and what was removed since the oldest of the newest; newest first."""
    told = [entry for entry in items if not entry.removed][-size:]
    since = told[0].published if told else None
    return [
        entry
        for entry in reversed(items)
        if entry in told or entry in others or (since and entry.removed and entry.last_changed >= since)
    ]


@given(histories, sizes)
def test_the_feed_holds_what_is_new_what_is_in_no_archive_and_what_was_removed_since(
    items: list[FeedEntry], size: int
) -> None:
    current, *archives = divide(items, size)
    archived = {entry.identity for chunk in archives for entry in chunk}
    others = [entry for entry in items if entry.identity not in archived]
    assert list(current) == expected(items, size, others)


@given(histories, sizes)
def test_a_feed_without_archives_tells_the_newest_stories_and_what_was_removed_since(
    items: list[FeedEntry], size: int
) -> None:
    assert list(newest(items, size)) == expected(items, size, items[-size:])


def test_an_old_story_removed_today_is_told_in_the_feed_that_readers_ask_for() -> None:
    items = [item(number) for number in range(50)]
    items[3] = item(3, removed_after=45)
    assert items[3] in divide(items, 20)[0]


def test_a_removal_long_ago_is_told_no_more() -> None:
    items = [item(number) for number in range(50)]
    items[3] = item(3, removed_after=2)
    current, oldest, *_ = divide(items, 20)
    assert items[3] not in current
    assert items[3] in oldest


def test_a_removal_changes_only_the_archive_it_is_in() -> None:
    items = [item(number) for number in range(60)]
    before = divide(items, 20)[1:]
    items[25] = item(25, removed_after=1)
    after = divide(items, 20)[1:]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]
