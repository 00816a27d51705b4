"""From stories to items."""

from datetime import datetime

import pytest

from goodnews.feeds.channel import FeedItem
from goodnews.feeds.plan import ItemCache
from goodnews.story import LONDON
from tests.feeds.making import ONE_PHOTO, SITE, make_config, make_story, render


def item_of(more: str = "") -> FeedItem:
    story = make_story(more=more)
    return ItemCache([render(story)], [], make_config()).get(story.identity)


@pytest.mark.parametrize(
    ("more", "author"),
    [
        ("by: The night sister\nteam: Ward 7", "The night sister"),
        ("team: Ward 7", "Ward 7"),
        ("", "Merrowdale Hospitals NHS Trust"),
    ],
)
def test_somebody_always_tells_it(more: str, author: str) -> None:
    assert item_of(more).author == author


def test_labels_are_category_tags_team_and_hospital_with_their_listings() -> None:
    labels = item_of(ONE_PHOTO).labels
    assert [(label.name, label.address.removeprefix(SITE)) for label in labels] == [
        ("People", "/categories/people/"),
        ("nursing", "/tags/nursing/"),
        ("nights", "/tags/nights/"),
        ("Ward 7", "/teams/ward-7/"),
        ("Merrowdale General", "/hospitals/merrowdale-general/"),
    ]


def test_the_photo_is_the_jpeg_that_every_reader_shows() -> None:
    photo = item_of(ONE_PHOTO).photo
    assert photo
    assert photo.address == f"{SITE}/photos/000000000001-1280.jpg"
    assert (photo.type, photo.size, photo.width, photo.height) == ("image/jpeg", 120_001, 1280, 853)


def test_only_a_later_change_counts_as_one() -> None:
    assert item_of("modified: 2026-11-21 10:00").updated == datetime(2026, 11, 21, 10, tzinfo=LONDON)
    assert item_of("modified: 2026-11-19 10:00").updated is None
    assert item_of().updated is None


def test_a_story_removed_on_its_own_day_is_still_newer_than_it_was() -> None:
    story = make_story(more="withdrawn: {on: 2026-11-20, reason: Asked}")
    item = ItemCache([], [story], make_config()).get(story.identity)
    assert item.last_changed >= item.published


def test_a_welsh_notice_is_in_welsh() -> None:
    story = make_story(more="lang: cy\nwithdrawn: {on: 2026-12-01, reason: Asked}")
    item = ItemCache([], [story], make_config()).get(story.identity)
    assert (item.title, item.language) == ("Stori wedi’i thynnu", "cy")


def test_a_story_and_its_translation_lead_to_each_other() -> None:
    english = make_story("2026/hello", more="translation: 2026/bore-da")
    welsh = make_story("2026/bore-da", more="lang: cy\ntranslation: 2026/hello")
    items = ItemCache([render(english), render(welsh)], [], make_config())
    assert f'href="{SITE}/stories/2026/bore-da/"' in items.get("2026/hello").content
    assert f'href="{SITE}/stories/2026/hello/"' in items.get("2026/bore-da").content


def test_a_translation_that_is_not_public_is_not_named() -> None:
    english = make_story("2026/hello", more="translation: 2026/bore-da")
    assert "bore-da" not in ItemCache([render(english)], [], make_config()).get("2026/hello").content


def test_a_site_below_a_path_is_named_in_full() -> None:
    story = make_story(more=ONE_PHOTO, body="[us](/about/)")
    item = ItemCache([render(story)], [], make_config(SITEURL="https://merrowdale.example/good")).get(
        story.identity
    )
    assert item.address == "https://merrowdale.example/good/stories/2026/night-on-ward-7/"
    assert 'href="https://merrowdale.example/good/about/"' in item.content
