"""Shelves hold each story once, and a shelf's pages hold all of it."""

from hypothesis import given
from hypothesis import strategies as st

from goodnews.pages.shelves import Kind, fill_shelves, slices

from .making import make_story


def test_two_spellings_share_a_shelf_under_the_newest_name() -> None:
    stories = [make_story("2026/new", team="Ward 7"), make_story("2026/old", team="WARD 7")]
    (shelf,) = fill_shelves(stories, Kind.TEAM)
    assert (shelf.name, shelf.address) == ("Ward 7", "teams/ward-7/")
    assert len(shelf.stories) == 2


def test_a_story_tagged_twice_with_one_word_stands_there_once() -> None:
    (shelf,) = fill_shelves([make_story(tags="[Tea, tea]")], Kind.TAG)
    assert len(shelf.stories) == 1


def test_years_are_newest_first_and_by_london_time() -> None:
    stories = [make_story("2026/a", date="2026-01-01 00:00"), make_story("2025/b", date="2025-07-01 00:30")]
    assert [shelf.name for shelf in fill_shelves(stories, Kind.YEAR)] == ["2026", "2025"]


@given(st.lists(st.integers()), st.integers(1, 9))
def test_slices_hold_everything_once_in_order(items: list[int], size: int) -> None:
    parts = list(slices(items, size))
    assert [item for part in parts for item in part.items] == items
    assert [part.number for part in parts] == list(range(1, parts[0].total + 1))
    assert all(len(part.items) == size for part in parts[:-1])
