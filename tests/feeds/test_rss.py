"""RSS 2.0 through feedgen, with each of feedgen's faults answered."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from lxml import etree

from goodnews.feeds.channel import BrowserNotice, Channel, FeedItem, FeedPhoto, Label
from goodnews.feeds.rss import RssItem, write_rss
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
        "owner": "Merrowdale Hospitals NHS Trust",
        "email": "stories@merrowdale.example",
        "site": "Show them ours",
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
    return etree.fromstring(
        write_rss(
            channel,
            [RssItem(item, channel.language) for item in items],
        )
    )


def values(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMES)
    return [str(match) for match in (found if isinstance(found, list) else [found])]


SUMMER = datetime(2026, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=1)))
LABELS = (Label("People", f"{SITE}/categories/people/"), Label("tea", f"{SITE}/tags/tea/"))
ITEMS: dict[str, tuple[dict[str, object], str, list[str]]] = {
    "a summary": ({}, "description/text()", ["A sentence."]),
    "its full text": ({}, "content:encoded/text()", ["<p>Words &amp; more.</p>"]),
    "a guid": ({}, "guid/text()", ["urn:uuid:1"]),
    "that the guid is no address": ({}, "guid/@isPermaLink", ["false"]),
    "an author without email": ({}, "dc:creator/text()", ["Ward 7"]),
    "no author that needs an email": ({}, "author", []),
    "labels in order": ({"labels": LABELS}, "category/text()", ["People", "tea"]),
    "their listings": ({"labels": LABELS}, "category/@domain", [label.address for label in LABELS]),
    "a photo's one address": (
        {"photo": PHOTO},
        "enclosure/@url | media:content/@url | media:thumbnail/@url",
        [PHOTO.address] * 3,
    ),
    "its size": ({"photo": PHOTO}, "enclosure/@length | media:content/@fileSize", ["120000"] * 2),
    "its type": ({"photo": PHOTO}, "enclosure/@type | media:content/@type", ["image/jpeg"] * 2),
    "its sides": ({"photo": PHOTO}, "media:content/@width | media:content/@height", ["1280", "853"]),
    "its words": ({"photo": PHOTO}, "media:content/media:title/text()", ["Two nurses"]),
    "its credit": ({"photo": PHOTO}, "media:content/media:credit/text()", ["Ward 7"]),
    "nothing that readers take for a summary": ({"photo": PHOTO}, "//media:description | //media:group", []),
    "no empty tags without a photo": ({}, "enclosure | media:content | media:thumbnail", []),
    "a change in UTC": ({"updated": SUMMER}, "atom:updated/text()", ["2026-07-01T08:00:00Z"]),
    "no change": ({}, "atom:updated", []),
    "another language than the feed's": ({"language": "cy"}, "dc:language/text()", ["cy"]),
    "not the feed's own": ({}, "dc:language", []),
}


@pytest.mark.parametrize(("changes", "path", "expected"), ITEMS.values(), ids=ITEMS)
def test_an_item_says(changes: dict[str, object], path: str, expected: list[str]) -> None:
    item = write(make_channel(), make_item(**changes)).find("channel/item")
    assert item is not None
    assert values(item, path) == expected


ICON = f"{SITE}/feed-icon.png"
ARCHIVE = f"{SITE}/feed-2.xml"
CHANNELS: dict[str, tuple[dict[str, object], str, list[str]]] = {
    "what it is": (
        {},
        "channel/title/text() | channel/description/text()",
        ["Show them ours", "The good stuff."],
    ),
    "its home": ({}, "channel/link/text()", [f"{SITE}/"]),
    "its language and patience": ({}, "channel/language/text() | channel/ttl/text()", ["en-GB", "60"]),
    "its rights": ({}, "channel/copyright/text()", ["© Merrowdale Hospitals NHS Trust"]),
    "its picture": ({"icon": ICON}, "channel/image/url/text()", [ICON]),
    "the picture's link": ({"icon": ICON}, "channel/image/link/text()", [f"{SITE}/"]),
    "the picture's sides": (
        {"icon": ICON},
        "channel/image/width/text() | //image/height/text()",
        ["144", "144"],
    ),
    "its own address": ({}, "channel/atom:link/@rel", ["self"]),
    "its hub": ({"hub": "https://hub.example/"}, "channel/atom:link/@rel", ["self", "hub"]),
    "older stories": ({"older": f"{SITE}/feed-3.xml"}, "channel/atom:link/@rel", ["self", "prev-archive"]),
    "an archive's feed": ({"address": ARCHIVE}, "channel/atom:link/@rel", ["self", "current"]),
    "an archive's older stories": (
        {"address": ARCHIVE, "older": f"{SITE}/feed-1.xml"},
        "channel/atom:link/@rel",
        ["self", "current", "prev-archive"],
    ),
    "that it is an archive": ({"address": ARCHIVE}, "local-name(channel/fh:archive)", ["archive"]),
    "that it is none": ({}, "channel/fh:archive", []),
    "to a person what it is": ({}, "channel/h:div/h:p[1]/text()", ["This is a feed."]),
    "to a person where to go": ({}, "//h:p/h:a/@href", [f"feed:{SITE}/feed.xml", f"{SITE}/"]),
    "to a person every story": ({}, "//h:ul/h:li/h:a/@href", [f"{SITE}/stories/2026/full/"]),
    "to a person every story's title": ({}, "//h:ul/h:li/h:a/text()", ["A&E is full"]),
    "to a person the way back": (
        {"older": f"{SITE}/feed-1.xml"},
        "//h:p/h:a/text() | //h:p/h:a[3]/@href",
        ["Subscribe", "Visit the site", f"{SITE}/feed-1.xml", "Older stories"],
    ),
}


@pytest.mark.parametrize(("changes", "path", "expected"), CHANNELS.values(), ids=CHANNELS)
def test_a_channel_says(changes: dict[str, object], path: str, expected: list[str]) -> None:
    assert values(write(make_channel(**changes), make_item()), path) == expected


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
    item = make_item(photo=PHOTO, updated=SUMMER)
    channel, archive = make_channel(), make_channel(address=ARCHIVE)
    entry = RssItem(item, "en-GB")
    for document in (channel, archive, channel):
        assert write_rss(document, [entry]) == write_rss(document, [RssItem(item, "en-GB")])


def test_a_browser_finds_the_stylesheet_before_the_root() -> None:
    data = write_rss(make_channel(), [RssItem(make_item(), "en-GB")])
    assert data.startswith(
        b"<?xml version='1.0' encoding='UTF-8'?>\n"
        b'<?xml-stylesheet type="text/css" href="theme/feed.css"?>'
    )
