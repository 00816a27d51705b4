"""Which feeds a site gets, and what they hold from end to end."""

import feedparser

from goodnews.feeds import is_feed, plan_feeds
from tests.feeds.making import ONE_PHOTO, SITE, make_story, make_trust, render


def test_a_story_is_in_the_feed_of_everything_with_all_it_says() -> None:
    story = render(make_story(more=ONE_PHOTO))
    files = {file.path: file.data for file in plan_feeds([story], [], make_trust())}
    parsed = feedparser.parse(files["feed.xml"])
    assert not parsed.bozo
    (item,) = parsed.entries
    assert item.title == "A night on Ward 7"
    assert item.link == f"{SITE}/stories/2026/night-on-ward-7/"
    assert item.author == "The night sister, Ward 7"
    assert "<em>warm</em> hands" in item.content[0].value
    assert f'src="{SITE}/photos/000000000001-1280.jpg"' in item.content[0].value
    assert item.enclosures[0].href == item.media_content[0]["url"] == item.media_thumbnail[0]["url"]


def test_every_listing_of_a_story_has_a_feed_in_both_formats() -> None:
    story = render(make_story(more=ONE_PHOTO))
    paths = [file.path for file in plan_feeds([story], [], make_trust()) if is_feed(file.path)]
    folders = [
        "",
        "archive/2026/",
        "categories/people/",
        "hospitals/merrowdale-general/",
        "tags/nights/",
        "tags/nursing/",
        "teams/ward-7/",
    ]
    assert paths == [f"{folder}feed.{kind}" for folder in folders for kind in ("xml", "json")]
