"""One story as RSS 2.0, written by feedgen: made once for all the feeds that tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedgen.entry import FeedEntry
from lxml.etree import Element, SubElement, tostring

from . import extensions as ours
from .blanks import Form, blank
from .channel import FeedItem
from .lines import line_of

ITEM_EXTENSIONS: Mapping[str, type[ours.NothingExtension]] = {
    "dated_": ours.DatedExtension,
    "author_": ours.AuthorExtension,
    "updated_": ours.UpdatedExtension,
    "language_": ours.LanguageExtension,
    "media_": ours.MediaExtension,
    "podcast_": ours.PodcastItemExtension,
}
"""In the order in which they write; an item has those that it needs."""
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_PREFIXES = ours.AuthorExtension().extend_ns() | ours.MediaExtension().extend_ns()
_PREFIXES |= {"itunes": ours.ITUNES, "atom": ours.ATOM, "content": _CONTENT}
"""As feedgen declares them on the root of every feed, so that nothing is declared twice."""


@dataclass(frozen=True, slots=True)
class RssItem:
    """A story's bytes in a feed, the same in every feed of the site: they belong to its prefixes.

    Attributes:
        touched: the last time a reader would see anything new in it.
        element: its `item`.
        line: its line for somebody who opens the feed in a browser.
    """

    touched: datetime
    element: bytes
    line: bytes


def rss_item(item: FeedItem, language: str, *, podcast: bool = False) -> RssItem:
    """Write one item. `language` is its channel's; a podcast encloses the sound, others the photo.

    A story stands in six feeds or more, so it is written once, in the smallest feed it could stand in,
    and its bytes are taken out of that. `<` is always `&lt;` in a text: the tags can only be the feed's own.
    Its content is nearly all of it and nothing but text, so that is filled in afterwards.
    """
    entry = rss_entry(item, language, podcast=podcast)
    entry.content(blank("content"))
    form = Form.of(_element(entry))
    if len(form.rest) == 1 and item.content:
        element = form.fill({"content": item.content})
    else:  # somebody's own words look like a blank
        element = _element(rss_entry(item, language, podcast=podcast))
    return RssItem(item.touched, element, line_of(item))


def _element(entry: FeedEntry) -> bytes:
    root = Element("rss", nsmap=_PREFIXES)
    SubElement(root, "channel").append(entry.rss_entry())
    _, told = tostring(root, encoding="UTF-8").split(b"<channel>")
    element, _ = told.split(b"</channel></rss>")
    return element


def rss_entry(item: FeedItem, language: str, *, podcast: bool = False) -> FeedEntry:
    """Fill in feedgen's form of an item."""
    entry = FeedEntry()
    entry.title(item.title)
    entry.link(href=item.address, rel="alternate")
    entry.guid(item.guid, permalink=False)
    # The short text by `summary()`: feedgen's `description()` would overwrite the content.
    entry.content(item.content)
    entry.summary(item.summary)
    if item.labels:
        entry.category([{"term": label.name, "scheme": label.address} for label in item.labels])
    # Always with a size: feedgen would write length="None".
    enclosed = item.sound if podcast else item.photo
    if enclosed:
        entry.enclosure(enclosed.address, str(enclosed.size), enclosed.type)
    _extend(entry, "dated_").moment = item.published
    _extend(entry, "author_").name = item.author
    if item.updated:
        _extend(entry, "updated_").moment = item.updated
    if item.language != language:
        _extend(entry, "language_").code = item.language
    if item.photo:
        _extend(entry, "media_").photo = item.photo
    if podcast:
        _extend(entry, "podcast_").item = item
    return entry


def _extend(entry: FeedEntry, name: str) -> Any:
    entry.register_extension(name, ITEM_EXTENSIONS[name], atom=False)
    return getattr(entry, name)
