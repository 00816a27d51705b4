"""The last look at finished feeds: a good one passes, and each fault is found."""

from collections.abc import Callable

import pytest

from goodnews.feeds.plan import is_feed, plan_feeds
from goodnews.feeds.validate import check_feed
from goodnews.problems import Severity
from tests.feeds.making import ONE_PHOTO, SITE, make_config, make_story, render

SIZES = {"photos/000000000001-1280.jpg": 120_001}
PHOTO = f"{SITE}/photos/000000000001-1280.jpg".encode()
BODY = b"Cold tea, &lt;em&gt;warm&lt;/em&gt; hands."


def feeds() -> dict[str, bytes]:
    newer = render(make_story("2026/second", title="The second", day="2026-11-21", more=ONE_PHOTO))
    older = render(make_story("2026/first", title="The first", more=ONE_PHOTO))
    return {file.path: file.render() for file in plan_feeds([newer, older], [], make_config())}


def codes(data: bytes, path: str = "feed.xml", size_of: Callable[[str], int | None] = SIZES.get) -> set[str]:
    return {problem.code for problem in check_feed(data, path, site=SITE, size_of=size_of)}


def test_every_feed_we_make_passes() -> None:
    for path, data in feeds().items():
        assert not is_feed(path) or check_feed(data, path, site=SITE, size_of=SIZES.get) == (), path


RSS_FAULTS: dict[str, tuple[bytes, bytes, str]] = {
    "not well-formed": (b"</channel>", b"", "feed-form"),
    "not RSS 2.0": (b'version="2.0"', b'version="0.9"', "feed-form"),
    "no title": (b"<channel><title>Show them ours</title>", b"<channel>", "feed-incomplete"),
    "no description": (b"The good stuff, told by the people who do it.", b"", "feed-incomplete"),
    "no link to itself": (b'rel="self"', b'rel="related"', "feed-incomplete"),
    "an item without a title": (b"<title>The first</title>", b"", "feed-item"),
    "an item without a summary": (b"<description>What a night is like.</description>", b"", "feed-item"),
    "an item without full text": (b"content:encoded>", b"content:other>", "feed-item"),
    "an item without an author": (b"dc:creator>", b"dc:other>", "feed-item"),
    "a date no reader knows": (b"Fri, 20 Nov 2026", b"A Friday in autumn", "feed-item"),
    "an address as its identity": (b'<guid isPermaLink="false">', b"<guid>", "feed-guid"),
    "a relative address": (
        f"<link>{SITE}/stories/2026/first/".encode(),
        b"<link>/stories/2026/first/",
        "feed-address",
    ),
    "a relative link in the text": (BODY, b'&lt;a href="/about/"&gt;us&lt;/a&gt;', "feed-address"),
    "a relative photo": (b'enclosure url="' + PHOTO, b'enclosure url="/photos/a.jpg', "feed-address"),
    "a player in the text": (BODY, b"&lt;iframe&gt;&lt;/iframe&gt;", "feed-html"),
    "a style in the text": (BODY, b'&lt;p style="color:red"&gt;x&lt;/p&gt;', "feed-html"),
    "a picture without alt text": (b'alt="Two nurses', b'title="Two nurses', "feed-alt"),
    "a picture that says nothing at all": (BODY, b"&lt;p&gt;&lt;img&gt;&lt;/p&gt;", "feed-alt"),
    "an empty title of the photo": (
        b"Two nurses, backs to us, hand over notes at the ward desk</media:title>",
        b"</media:title>",
        "feed-alt",
    ),
    "a wrong size": (b'length="120001"', b'length="1"', "feed-size"),
    "no size": (b'length="120001"', b'length="None"', "feed-size"),
    "two addresses for one photo": (
        b'media:thumbnail url="' + PHOTO,
        b'media:thumbnail url="https://a.example/b',
        "feed-photo",
    ),
    "a photo outside the text": (b'src="' + PHOTO, b'src="https://a.example/b.jpg', "feed-photo"),
    "today's date": (b"<lastBuildDate>Sat, 21", b"<lastBuildDate>Sun, 22", "feed-date"),
    "the oldest first": (b"<pubDate>Fri, 20 Nov 2026", b"<pubDate>Sun, 22 Nov 2026", "feed-order"),
}


JSON_FAULTS: dict[str, tuple[bytes, bytes, str]] = {
    "not well-formed": (b'"items":', b'"items"', "feed-form"),
    "no items": (b'"items":', b'"stories":', "feed-form"),
    "not JSON Feed": (b"jsonfeed.org/version/1.1", b"jsonfeed.org/version/9", "feed-form"),
    "items that are none": (b'"items":[', b'"items":["x",', "feed-form"),
    "no full text": (b'"content_html"', b'"content_text"', "feed-item"),
    "no author": (b'"authors":[{"name":"The night sister, Ward 7"}]', b'"authors":[]', "feed-item"),
    "no alt text": (
        b'"title":"Two nurses, backs to us, hand over notes at the ward desk"',
        b'"title":""',
        "feed-alt",
    ),
    "a wrong size": (b'"size_in_bytes":120001', b'"size_in_bytes":1', "feed-size"),
    "another address": (b"/feed.json", b"/other.json", "feed-self"),
}


FAULTS = {
    f"{fault} in {path}": (path, *changes)
    for path, faults in (("feed.xml", RSS_FAULTS), ("feed.json", JSON_FAULTS))
    for fault, changes in faults.items()
}


@pytest.mark.parametrize(("path", "good", "bad", "code"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found(path: str, good: bytes, bad: bytes, code: str) -> None:
    data = feeds()[path]
    assert good in data
    assert code in codes(data.replace(good, bad), path)


def test_two_items_with_one_guid_are_found() -> None:
    data = feeds()["feed.xml"]
    one, other = (part.split(b"<")[0] for part in data.split(b'isPermaLink="false">')[1:])
    assert "feed-guid" in codes(data.replace(other, one))


def test_a_file_that_is_not_on_the_site_is_found() -> None:
    assert codes(feeds()["feed.xml"], size_of={}.get) == {"feed-file"}


def test_a_feed_that_stands_elsewhere_is_found() -> None:
    assert "feed-self" in codes(feeds()["feed.xml"], "tags/tea/feed.xml")


def test_a_feed_without_items_is_found() -> None:
    data = feeds()["feed.xml"]
    start, end = data.index(b"<item>"), data.index(b"</channel>")
    empty = data[:start] + data[end:]
    here, elsewhere = (
        check_feed(empty, path, site=SITE, size_of=SIZES.get) for path in ("feed.xml", "tags/tea/feed.xml")
    )
    assert [each.severity for each in here if each.code == "feed-empty"] == [Severity.WARNING]
    assert [each.severity for each in elsewhere if each.code == "feed-empty"] == [Severity.ERROR]


@pytest.mark.parametrize("data", [b"", b"\0", b"{", b"[]", b"<html/>", b"{}", b'{"version": 1}'])
def test_what_is_no_feed_is_one_plain_problem(data: bytes) -> None:
    (problem,) = check_feed(data, "feed.xml", site=SITE, size_of=SIZES.get)
    assert problem.file == "output/feed.xml"
    assert problem.severity is Severity.ERROR
    assert problem.message.endswith(".")
    assert problem.hint


def test_nothing_is_fetched_or_expanded_while_reading() -> None:
    entity = b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    bomb = entity + b'<rss version="2.0"><channel><title>&a;</title></channel></rss>'
    assert "root:" not in str(check_feed(bomb, "feed.xml", site=SITE, size_of=SIZES.get))


def test_a_text_that_is_not_good_is_told_of_in_every_feed() -> None:
    good_texts: set[bytes] = set()
    for path in ("feed.xml", "tags/nursing/feed.xml"):
        data = feeds()[path].replace(BODY, b"&lt;iframe&gt;&lt;/iframe&gt;")
        found = check_feed(data, path, site=SITE, size_of=SIZES.get, good_texts=good_texts)
        assert [problem.code for problem in found] == ["feed-html", "feed-html"], path
