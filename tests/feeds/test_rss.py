"""RSS 2.0 through feedgen, with each of feedgen's faults answered."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from lxml import etree

from goodnews.feeds.channel import BrowserNotice, Channel, ChannelImage, FeedItem, FeedPhoto, Label
from goodnews.feeds.rss import write_rss
from tests.feeds.making import SITE

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "h": "http://www.w3.org/1999/xhtml",
}


def make_channel(**changes: object) -> Channel:
    fields: dict[str, object] = {
        "title": "Show them ours",
        "description": "The good stuff.",
        "address": f"{SITE}/feed.xml",
        "home": f"{SITE}/",
        "current": f"{SITE}/feed.xml",
        "language": "en-GB",
        "rights": "© Merrowdale Hospitals NHS Trust",
        "editor": "stories@merrowdale.example (Show them ours)",
        "notice": BrowserNotice("This is a feed.", "Subscribe", "Visit the site", "Older stories"),
        "stylesheet": "theme/feed.css",
    }
    return Channel(**(fields | changes))  # type: ignore[arg-type]


def make_item(**changes: object) -> FeedItem:
    fields: dict[str, object] = {
        "guid": "urn:uuid:1",
        "title": "A&E is full",
        "address": f"{SITE}/stories/2026/full/",
        "summary": "A sentence.",
        "content": "<p>Words &amp; more.</p>",
        "published": datetime(2026, 11, 20, 7, 45, tzinfo=UTC),
        "updated": None,
        "author": "Ward 7",
        "language": "en-GB",
    }
    return FeedItem(**(fields | changes))  # type: ignore[arg-type]


PHOTO = FeedPhoto(f"{SITE}/photos/a-1280.jpg", "image/jpeg", 120_000, 1280, 853, "Two nurses", "Ward 7")


def write(channel: Channel, *items: FeedItem) -> etree._Element:
    return etree.fromstring(write_rss(channel, items))


def one(**changes: object) -> etree._Element:
    item = write(make_channel(), make_item(**changes)).find("channel/item")
    assert item is not None
    return item


def values(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(match) for match in found]


def test_summary_and_full_text_both_arrive() -> None:
    assert values(one(), "description/text()") == ["A sentence."]
    assert values(one(), "content:encoded/text()") == ["<p>Words &amp; more.</p>"]


def test_the_guid_is_no_address() -> None:
    assert values(one(), "guid/text()") == ["urn:uuid:1"]
    assert values(one(), "guid/@isPermaLink") == ["false"]


def test_an_author_without_e_mail_arrives() -> None:
    assert values(one(), "dc:creator/text()") == ["Ward 7"]
    assert values(one(), "author") == []


def test_labels_arrive_in_order_with_their_listings() -> None:
    labels = (Label("People", f"{SITE}/categories/people/"), Label("tea", f"{SITE}/tags/tea/"))
    item = one(labels=labels)
    assert values(item, "category/text()") == ["People", "tea"]
    assert values(item, "category/@domain") == [f"{SITE}/categories/people/", f"{SITE}/tags/tea/"]


def test_the_photo_has_one_address_its_size_and_its_words() -> None:
    item = one(photo=PHOTO)
    assert set(values(item, "enclosure/@url | media:content/@url | media:thumbnail/@url")) == {PHOTO.address}
    assert values(item, "enclosure/@length | media:content/@fileSize") == ["120000", "120000"]
    assert values(item, "enclosure/@type | media:content/@type") == ["image/jpeg", "image/jpeg"]
    assert values(item, "media:content/@width | media:content/@height") == ["1280", "853"]
    assert values(item, "media:content/media:title/text()") == ["Two nurses"]
    assert values(item, "media:content/media:credit/text()") == ["Ward 7"]
    assert values(item, "//media:description | //media:group") == []


def test_a_story_without_a_photo_has_no_empty_tags() -> None:
    assert values(one(), "enclosure | media:content | media:thumbnail") == []


def test_a_change_is_said_in_utc() -> None:
    summer = datetime(2026, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    assert values(one(updated=summer), "atom:updated/text()") == ["2026-07-01T08:00:00Z"]
    assert values(one(), "atom:updated") == []


def test_only_an_item_in_another_language_says_its_language() -> None:
    assert values(one(language="cy"), "dc:language/text()") == ["cy"]
    assert values(one(), "dc:language") == []


def test_the_channel_says_all_that_readers_ask() -> None:
    image = ChannelImage(f"{SITE}/feed-icon.png", 144, 144)
    channel = write(make_channel(image=image), make_item())[0]
    assert values(channel, "title/text() | description/text()") == ["Show them ours", "The good stuff."]
    assert values(channel, "link/text()") == [f"{SITE}/"]
    assert values(channel, "language/text() | ttl/text()") == ["en-GB", "60"]
    assert values(channel, "copyright/text()") == ["© Merrowdale Hospitals NHS Trust"]
    assert values(channel, "image/url/text()") == [f"{SITE}/feed-icon.png"]
    assert values(channel, "image/link/text()") == [f"{SITE}/"]
    assert values(channel, "image/width/text() | image/height/text()") == ["144", "144"]


@pytest.mark.parametrize(
    ("changes", "links"),
    [
        ({}, ["self"]),
        ({"hub": "https://hub.example/"}, ["self", "hub"]),
        ({"older": f"{SITE}/feed-3.xml"}, ["self", "prev-archive"]),
        ({"kind": "archive"}, ["self", "current"]),
        ({"kind": "archive", "older": f"{SITE}/feed-1.xml"}, ["self", "current", "prev-archive"]),
    ],
)
def test_every_link_arrives_not_only_the_first(changes: dict[str, object], links: list[str]) -> None:
    assert values(write(make_channel(**changes), make_item()), "channel/atom:link/@rel") == links


def test_only_an_archive_says_that_it_is_one() -> None:
    assert values(write(make_channel(kind="archive"), make_item()), "channel/fh:archive") != []
    assert values(write(make_channel(), make_item()), "channel/fh:archive") == []


def test_its_date_is_that_of_the_newest_change_and_never_today() -> None:
    old = make_item(guid="urn:uuid:2", published=datetime(2026, 1, 1, tzinfo=UTC))
    edited = make_item(guid="urn:uuid:3", updated=datetime(2026, 11, 21, 9, tzinfo=UTC))
    root = write(make_channel(), edited, old)
    assert values(root, "channel/lastBuildDate/text()") == ["Sat, 21 Nov 2026 09:00:00 +0000"]


def test_items_keep_the_order_they_are_given_in() -> None:
    items = [make_item(guid=f"urn:uuid:{number}", title=f"Story {number}") for number in (3, 1, 2)]
    assert values(write(make_channel(), *items), "channel/item/title/text()") == [
        "Story 3",
        "Story 1",
        "Story 2",
    ]


def test_one_item_can_stand_in_many_feeds() -> None:
    item = make_item(photo=PHOTO)
    first = write_rss(make_channel(), [item])
    write_rss(make_channel(address=f"{SITE}/tags/tea/feed.xml"), [item])
    assert write_rss(make_channel(), [item]) == first


def test_a_browser_finds_the_stylesheet_before_the_root() -> None:
    data = write_rss(make_channel(), [make_item()])
    assert data.startswith(
        b"<?xml version='1.0' encoding='UTF-8'?>\n"
        b'<?xml-stylesheet type="text/css" href="theme/feed.css"?>'
    )


def test_a_person_finds_what_a_feed_is_and_every_story_as_a_link() -> None:
    box = write(make_channel(), make_item()).find("channel/h:div", NAMES)
    assert box is not None
    assert values(box, "h:p[1]/text()") == ["This is a feed."]
    assert values(box, "h:p/h:a/@href") == [f"feed:{SITE}/feed.xml", f"{SITE}/"]
    assert values(box, "h:ul/h:li/h:a/@href") == [f"{SITE}/stories/2026/full/"]
    assert values(box, "h:ul/h:li/h:a/text()") == ["A&E is full"]


def test_a_person_can_walk_back_through_the_archives() -> None:
    root = write(make_channel(older=f"{SITE}/feed-1.xml"), make_item())
    assert values(root, "//h:p/h:a/text()") == ["Subscribe", "Visit the site", "Older stories"]
    assert values(root, "//h:p/h:a/@href")[-1] == f"{SITE}/feed-1.xml"
