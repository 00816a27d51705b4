"""feedparser: what most Python readers read with, and the strictest about what is well-formed."""

import feedparser

from tests.feeds.making import ONE_PHOTO, make_story, render
from tests.feeds.serving import FeedSite


def fetch(address: str, *, modified: str | None = None) -> feedparser.FeedParserDict:
    return feedparser.parse(address, modified=modified)


def test_it_finds_title_author_date_body_and_photo(site: FeedSite) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    parsed = fetch(f"{site.url}/feed.xml")
    assert parsed.bozo is False or parsed.bozo == 0
    assert parsed.version == "rss20"
    (item,) = parsed.entries
    assert item.title == "A night on Ward 7"
    assert item.author == "The night sister, Ward 7"
    assert item.published_parsed[:5] == (2026, 11, 20, 7, 45)
    assert item.summary == "What a night is like."
    assert "<em>warm</em> hands" in item.content[0].value
    assert item.media_content[0]["url"] == f"{site.url}/photos/000000000001-1280.jpg"
    assert item.media_content[0]["width"] == "1280"
    assert item.media_credit[0]["content"] == "Ward 7"
    assert [tag.term for tag in item.tags] == ["People", "nursing", "nights", "Ward 7", "Merrowdale General"]
    assert item.guidislink is False


def test_the_block_for_people_is_not_taken_for_a_story(site: FeedSite) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    parsed = fetch(f"{site.url}/feed.xml")
    assert parsed.feed.title == "Show them ours"
    assert parsed.feed.link == f"{site.url}/"
    assert parsed.feed.subtitle == "The good stuff, told by the people who do it."


def test_an_unchanged_feed_is_answered_with_304(site: FeedSite) -> None:
    story = render(make_story())
    site.publish([story])
    first = fetch(f"{site.url}/feed.xml")
    site.publish([story])
    second = fetch(f"{site.url}/feed.xml", modified=first.modified)
    assert (first.status, second.status) == (200, 304)
    assert second.entries == []
