"""A story's line in the feed's own page."""

from hypothesis import given
from lxml.etree import Element, SubElement, tostring

from goodnews.feeds.channel import FeedItem
from goodnews.feeds.extensions import DoorstepExtension
from goodnews.feeds.lines import line_of
from tests.feeds.test_rss import items, make_item


def _among_others(item: FeedItem) -> bytes:
    root = Element("rss")
    SubElement(root, "channel")
    doorstep = DoorstepExtension()
    doorstep.stories = (make_item(), item, make_item())
    doorstep.extend_rss(root)
    return tostring(root, encoding="UTF-8")


@given(items)
def test_it_is_the_one_that_stands_among_others(item: FeedItem) -> None:
    other = line_of(make_item())
    assert b"<ul>%b%b%b</ul>" % (other, line_of(item), other) in _among_others(item)


def test_a_story_without_a_summary_has_a_line_too() -> None:
    item = make_item(summary="")
    assert line_of(item).endswith(b"</a><p/></li>")
    assert line_of(item) in _among_others(item)
