"""A channel and its items as RSS 2.0, written by feedgen.

What feedgen 1.0.0 can't write of a channel is an extension of it: feedgen makes an instance for each feed,
keeps it under the name it is registered by, and calls `extend_rss` while it writes. An item is one of
feedgen's own entries, which adds what it lacks when a feed asks for its element.
"""

from collections.abc import Sequence
from datetime import UTC
from functools import cached_property
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import Element, ProcessingInstruction, SubElement, _Element

from goodnews.feeds.channel import ICON_SIDE, Channel, FeedItem, FeedPhoto

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"
_XHTML_AS_DEFAULT: Any = {None: XHTML}  # the stubs of lxml know no default namespace


def write_rss(channel: Channel, items: Sequence["RssItem"]) -> bytes:
    """Write a feed: UTF-8, the items in the order given, the same bytes for the same content."""
    feed = FeedGenerator()
    feed.title(channel.title)
    feed.link(href=channel.home, rel="alternate")
    feed.description(channel.description)
    feed.language(channel.language)
    feed.copyright(f"© {channel.owner}")
    feed.managingEditor(f"{channel.email} ({channel.site})")
    feed.ttl(60)
    feed.generator("Show them ours")
    if channel.icon:
        side = str(ICON_SIDE)
        feed.image(url=channel.icon, title=channel.title, link=channel.home, width=side, height=side)
    if items:
        feed.lastBuildDate(max(entry.item.last_changed for entry in items))
    feed.register_extension("ours", ChannelExtension, atom=False)
    feed.ours.channel, feed.ours.items = channel, tuple(items)
    feed.entry(list(items))
    data: bytes = feed.rss_str()
    return data


class ChannelExtension:
    """Writes what feedgen lacks in a channel. Set `channel` and `items`."""

    channel: Channel
    items: tuple["RssItem", ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """The prefixes of the root; feedgen adds Atom's and that of `content:encoded`."""
        prefixes = {"fh": HISTORY} if self.channel.is_archive else {}
        if self.channel.cover:
            prefixes["itunes"] = ITUNES
        return prefixes | {"dc": DUBLIN_CORE, "media": MEDIA}

    def extend_rss(self, root: _Element) -> _Element:
        """Add to the `rss` element, in the order in which readers get it."""
        channel, element = self.channel, root[0]
        if not self.items:
            _remove_date(element)
        _add_stylesheet(root, channel.stylesheet)
        _add_links(element, channel)
        if channel.is_archive:
            SubElement(element, f"{{{HISTORY}}}archive")  # RFC 5005, section 4
        _add_browser_notice(element, channel, self.items)
        if channel.cover:
            _add_show(element, channel, channel.cover)
        return root


class RssItem(FeedEntry):  # type: ignore[misc]  # feedgen ships no types
    """An item as RSS, for all channels of a language; a podcast encloses its sound, others its photo.

    What is written of it is made once: each feed takes it out of the one that was written before.
    """

    def __init__(self, item: FeedItem, language: str, *, is_episode: bool = False) -> None:
        super().__init__()
        self.item, self._language, self._is_episode = item, language, is_episode
        self._element: _Element | None = None
        self.title(item.title)
        self.link(href=item.address, rel="alternate")
        self.guid(item.guid, permalink=False)
        # The short text by `summary()`: feedgen's `description()` would overwrite the content.
        self.content(item.content)
        self.summary(item.summary)
        self.pubDate(item.published)
        if item.labels:
            self.category([{"term": label.name, "scheme": label.address} for label in item.labels])
        # Always with a size: feedgen would write length="None".
        if enclosed := item.sound if self._is_episode else item.photo:
            self.enclosure(enclosed.address, str(enclosed.size), enclosed.type)

    def rss_entry(self, extensions: bool = True) -> _Element:
        """Give the `item` element."""
        if self._element is None:
            self._element = super().rss_entry(extensions)
            self._complete(self._element, self.item)
        return self._element

    def _complete(self, element: _Element, item: FeedItem) -> None:
        # feedgen drops an author who has no email address, and a ward has none to give away.
        if item.author:
            SubElement(element, f"{{{DUBLIN_CORE}}}creator").text = item.author
        # feedgen's `updated()` reaches Atom only; in RSS an edited story would look untouched.
        if item.updated:
            moment = item.updated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            SubElement(element, f"{{{ATOM}}}updated").text = moment
        # Without it a feed reader would say a Welsh story in an English voice.
        if item.language != self._language:
            SubElement(element, f"{{{DUBLIN_CORE}}}language").text = item.language
        if item.photo:
            _add_photo(element, item.photo)
        if self._is_episode:
            _add_episode(element, item)

    @cached_property
    def notice(self) -> _Element:
        """The item for somebody who opens a feed in a browser."""
        story = Element(f"{{{XHTML}}}li", nsmap=_XHTML_AS_DEFAULT)
        _add(story, XHTML, "a", self.item.title, href=self.item.address)
        _add(story, XHTML, "p", self.item.summary)
        return story


def _remove_date(channel: _Element) -> None:
    """Take out the clock's time, which feedgen writes for want of another: each build would differ."""
    date = channel.find("lastBuildDate")
    if date is not None:
        channel.remove(date)


def _add_stylesheet(root: _Element, address: str) -> None:
    """Have a browser show words instead of a tree of tags.

    CSS and not XSLT: browsers are removing that. W3C, Associating Style Sheets with XML documents 1.0.
    """
    root.addprevious(ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{address}"'))


def _add_links(element: _Element, channel: Channel) -> None:
    """Name the feed itself, its hub (WebSub) and archives (RFC 5005): feedgen writes one link only."""
    links = {
        "self": channel.address,
        "hub": channel.hub,
        "current": channel.current if channel.is_archive else None,
        "prev-archive": channel.older,
    }
    for rel, address in links.items():
        if address:
            link = SubElement(element, f"{{{ATOM}}}link", href=address, rel=rel)
            if rel != "hub":
                link.set("type", "application/rss+xml")


def _add_browser_notice(element: _Element, channel: Channel, items: Sequence[RssItem]) -> None:
    """Say what a feed is, and link to the site and to every story, for somebody who opens it in a browser.

    CSS can hide and arrange but can't make a link, so these are real ones, in a namespace that browsers
    know. They can't be inside the items: validators take XHTML there for the story's text.
    """
    notice = channel.notice
    box = SubElement(element, f"{{{XHTML}}}div", nsmap=_XHTML_AS_DEFAULT)
    _add(box, XHTML, "p", notice.message)
    row = _add(box, XHTML, "p")
    # `feed:` opens a reader that asked for such links.
    links = [(notice.subscribe, f"feed:{channel.current}"), (notice.visit, channel.home)]
    if channel.older:
        links.append((notice.older, channel.older))
    for text, address in links:
        _add(row, XHTML, "a", text, href=address).tail = " "
    _add(box, XHTML, "ul").extend(item.notice for item in items)


def _add_show(element: _Element, channel: Channel, cover: str) -> None:
    """Describe the podcast as Apple asks in "A podcaster's guide to RSS".

    feedgen's own extension only takes "yes", "no" or "clean" for `explicit`; Apple wants "true" or "false".
    """
    _add(element, ITUNES, "author", channel.owner)
    _add(element, ITUNES, "summary", channel.description)
    _add(element, ITUNES, "type", "episodic")
    _add(element, ITUNES, "explicit", "false")
    category = _add(element, ITUNES, "category", text="Health & Fitness")
    _add(category, ITUNES, "category", text="Medicine")
    owner = _add(element, ITUNES, "owner")
    _add(owner, ITUNES, "name", channel.owner)
    _add(owner, ITUNES, "email", channel.email)
    _add(element, ITUNES, "image", href=cover)


def _add_episode(element: _Element, item: FeedItem) -> None:
    if not item.sound:
        return
    _add(element, ITUNES, "title", item.sound.title)
    _add(element, ITUNES, "author", item.author)
    _add(element, ITUNES, "summary", item.summary)
    _add(element, ITUNES, "episodeType", "full")
    _add(element, ITUNES, "explicit", "false")
    if seconds := item.sound.seconds:
        _add(element, ITUNES, "duration", str(seconds))


def _add_photo(element: _Element, photo: FeedPhoto) -> None:
    """Add the lead photo by Media RSS 1.5.1: feedgen's own extension has no title, no credit.

    The alt text is the title and not `media:description`: some readers show that as the summary.
    """
    sides = {"width": str(photo.width), "height": str(photo.height)}
    file = {"url": photo.address, "type": photo.type, "medium": "image", "fileSize": str(photo.size)}
    content = SubElement(element, f"{{{MEDIA}}}content", file | sides)
    SubElement(content, f"{{{MEDIA}}}title", type="plain").text = photo.alt
    if photo.credit:
        credit = SubElement(content, f"{{{MEDIA}}}credit", role="photographer", scheme="urn:ebu")
        credit.text = photo.credit
    SubElement(element, f"{{{MEDIA}}}thumbnail", {"url": photo.address} | sides)


def _add(parent: _Element, namespace: str, tag: str, words: str = "", **attributes: str) -> _Element:
    added = SubElement(parent, f"{{{namespace}}}{tag}", attributes)
    added.text = words or None
    return added
