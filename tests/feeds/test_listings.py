"""Which feeds there are."""

from goodnews.feeds.entries import entries_of
from goodnews.feeds.listings import listings_of
from tests.feeds.making import make_story, render


def folders(*, public: tuple[str, ...] = (), withdrawn: tuple[str, ...] = ()) -> dict[str, tuple[str, int]]:
    """Each listing's name and number of stories; a story is given by its front matter."""
    told = [render(make_story(f"2026/story-{number}", more=more)) for number, more in enumerate(public)]
    gone = [make_story(f"2026/gone-{number}", more=more) for number, more in enumerate(withdrawn)]
    return {each.folder: (each.name, len(each.entries)) for each in listings_of(entries_of(told, gone))}


def test_a_story_is_in_every_listing_it_names() -> None:
    found = folders(public=("team: Ward 7\nhospital: The Larches\ntags: [tea, nights]",))
    assert found == {
        "": ("", 1),
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


def test_a_listing_of_removed_stories_alone_does_not_say_its_name() -> None:
    found = folders(public=("",), withdrawn=("team: The team that must not be known",))
    assert found["teams/the-team-that-must-not-be-known/"] == ("", 1)


def test_removed_stories_keep_their_place_among_the_others() -> None:
    found = folders(public=("tags: [tea]",), withdrawn=("tags: [tea]",))
    assert found["tags/tea/"] == ("tea", 2)


def test_stories_come_oldest_first_whatever_the_order_they_are_given_in() -> None:
    days = {"2026/b": "2026-03-02", "2026/c": "2026-03-01", "2026/a": "2026-03-02"}
    stories = [render(make_story(key, day=day)) for key, day in days.items()]
    (main, *_) = listings_of(entries_of(stories, []))
    assert [entry.identity for entry in main.entries] == ["2026/c", "2026/a", "2026/b"]


def test_a_listing_is_called_what_the_oldest_story_still_in_it_calls_it() -> None:
    found = folders(public=("tags: [TEA]", "tags: [Tea]"), withdrawn=("tags: [tea]",))
    assert found["tags/tea/"] == ("TEA", 3)
