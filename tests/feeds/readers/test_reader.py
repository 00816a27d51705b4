"""The `reader` library, which remembers what it read as people's feed readers do."""

from collections.abc import Iterator

import pytest
from reader import Entry, Reader, make_reader

from tests.feeds.making import ONE_PHOTO, make_story, render
from tests.feeds.serving import FeedSite


@pytest.fixture
def library(site: FeedSite) -> Iterator[Reader]:
    with make_reader(":memory:") as made:
        made.add_feed(f"{site.url}/feed.xml")
        yield made


def only_entry(library: Reader) -> Entry:
    library.update_feeds(scheduled=False)
    (entry,) = library.get_entries()
    return entry


def test_it_finds_title_author_date_body_and_photo(site: FeedSite, library: Reader) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    entry = only_entry(library)
    assert entry.title == "A night on Ward 7"
    assert entry.authors_str == "The night sister, Ward 7"
    assert entry.published
    assert entry.published.isoformat() == "2026-11-20T07:45:00+00:00"
    assert entry.link == f"{site.url}/stories/2026/night-on-ward-7/"
    assert entry.summary == "What a night is like."
    (content,) = entry.content
    assert "<em>warm</em> hands" in content.value
    assert 'alt="Two nurses, backs to us, hand over notes at the ward desk"' in content.value
    assert entry.enclosures[0].href == f"{site.url}/photos/000000000001-1280.jpg"
    assert entry.feed.title == "Show them ours"


EDITS = {
    "title": {"title": "A night and a morning on Ward 7"},
    "text": {"body": "Hot tea after all."},
    "date": {"day": "2026-11-21 09:00"},
    "alt text": {"more": ONE_PHOTO.replace("Two nurses", "Two porters")},
    "author": {"more": ONE_PHOTO.replace("The night sister", "The day sister")},
    "marked as modified": {"more": f"{ONE_PHOTO}modified: 2026-11-22 10:00"},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_updates_the_entry_and_never_makes_a_second_one(
    site: FeedSite, library: Reader, edit: dict[str, str]
) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    before = only_entry(library)
    site.publish([render(make_story(**{"more": ONE_PHOTO} | edit))])
    site.age()
    after = only_entry(library)
    assert after.id == before.id
    assert (after.title, after.content, after.published, after.authors_str) != (
        before.title,
        before.content,
        before.published,
        before.authors_str,
    ) or after.updated != before.updated


def test_a_renamed_folder_that_keeps_its_identity_stays_one_entry(site: FeedSite, library: Reader) -> None:
    site.publish([render(make_story("2026/night-on-ward-7"))])
    before = only_entry(library)
    site.publish([render(make_story("2026/a-night", more="id: 2026/night-on-ward-7"))])
    site.age()
    after = only_entry(library)
    assert after.id == before.id
    assert after.link == f"{site.url}/stories/2026/a-night/"


def test_a_site_that_moves_keeps_its_entries(site: FeedSite, library: Reader) -> None:
    site.publish([render(make_story())])
    before = only_entry(library)
    site.publish([render(make_story())], SITEURL="https://news.merrowdale.example")
    site.age()
    after = only_entry(library)
    assert after.id == before.id
    assert after.link == "https://news.merrowdale.example/stories/2026/night-on-ward-7/"


def test_a_removed_story_replaces_the_copy_that_readers_hold(site: FeedSite, library: Reader) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    before = only_entry(library)
    assert "warm" in before.content[0].value
    taken_back = make_story(more=f"{ONE_PHOTO}withdrawn: {{on: 2026-12-01, reason: Consent withdrawn}}")
    site.publish([], [taken_back])
    site.age()
    after = only_entry(library)
    assert after.id == before.id
    assert after.title == "Story removed"
    assert after.content[0].value == "<p>This story has been removed.</p>"
    assert not after.enclosures
    assert after.authors_str == "Merrowdale Hospitals NHS Trust"


def test_an_unchanged_feed_is_answered_with_304(site: FeedSite, library: Reader) -> None:
    story = render(make_story())
    assert site.publish([story])
    library.update_feeds(scheduled=False)
    assert site.publish([story]) == []
    library.update_feeds(scheduled=False)
    assert site.answers == [("/feed.xml", 200), ("/feed.xml", 304)]


def test_json_feed_says_the_same(site: FeedSite) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    with make_reader(":memory:") as library:
        library.add_feed(f"{site.url}/feed.json")
        library.add_feed(f"{site.url}/feed.xml")
        library.update_feeds(scheduled=False)
        in_json, in_rss = library.get_entries()
    assert in_json.id == in_rss.id
    assert in_json.title == in_rss.title
    assert in_json.authors_str == in_rss.authors_str
    assert in_json.published == in_rss.published
    assert in_json.summary == in_rss.summary
    assert {enclosure.href for enclosure in in_json.enclosures} == {
        enclosure.href for enclosure in in_rss.enclosures
    }
    assert "warm" in in_json.content[0].value
