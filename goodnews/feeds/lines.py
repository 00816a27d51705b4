"""A story's line for somebody who opens a feed in a browser, the same in every feed of the site."""

from datetime import UTC, datetime

from lxml.etree import Element, SubElement, tostring

from .blanks import Form, blank
from .channel import FeedItem
from .extensions import DoorstepExtension

_BLANKS = FeedItem(
    "", blank("title"), blank("address"), blank("summary"), "", datetime.min.replace(tzinfo=UTC), None, "", ""
)


def line_of(item: FeedItem) -> bytes:
    """Its `li`, as it stands in the feed's own `div`."""
    words = {"title": item.title, "address": item.address, "summary": item.summary}
    # What is not there makes another element: one without an end.
    return _LINE.fill(words) if all(words.values()) else _written(item)


def _written(item: FeedItem) -> bytes:
    root = Element("rss")
    SubElement(root, "channel")
    doorstep = DoorstepExtension()
    doorstep.stories = (item,)
    doorstep.extend_rss(root)
    _, told = tostring(root, encoding="UTF-8").split(b"<ul>")
    line, _ = told.split(b"</ul></div>")
    return line


_LINE = Form.of(_written(_BLANKS))
