"""A channel and its items as RSS 2.0, written by feedgen.

What RSS needs and feedgen 1.0.0 can't write are two extensions: feedgen makes an instance of the first for
each feed and of the second for each of its entries, keeps them under the name they are registered by, and
calls `extend_rss` while it writes.
"""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import ProcessingInstruction, SubElement
from lxml.etree import _Element as Element

from .channel import ICON_SIDE, Channel, FeedItem, FeedPhoto, Podcast

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"
_XHTML_AS_DEFAULT: Any = {None: XHTML}  # the stubs of lxml know no default namespace


def write_rss(channel: Channel, items: Sequence[FeedItem]) -> bytes:
    """Write a feed: UTF-8, the items in the order given, the same bytes for the same content."""
    feed = FeedGenerator()
    feed.title(channel.title)
    feed.link(href=channel.home, rel="alternate")
    feed.description(channel.description)
    feed.language(channel.language)
    feed.copyright(channel.rights)
    feed.managingEditor(channel.editor)
    feed.ttl(60)
    feed.generator("Show them ours")
    if channel.icon:
        side = str(ICON_SIDE)
        feed.image(url=channel.icon, title=channel.title, link=channel.home, width=side, height=side)
    if items:
        feed.lastBuildDate(max(item.last_changed for item in items))
    feed.register_extension("ours", ChannelExtension, ItemExtension, atom=False)
    feed.ours.channel, feed.ours.items = channel, tuple(items)
    for item in items:
        _fill_in(feed.add_entry(order="append"), item, channel)
    data: bytes = feed.rss_str()
    return data


def _fill_in(entry: FeedEntry, item: FeedItem, channel: Channel) -> None:
    """Fill in feedgen's form of an item; a podcast encloses the sound, other feeds the photo."""
    is_episode = channel.podcast is not None
    entry.title(item.title)
    entry.link(href=item.address, rel="alternate")
    entry.guid(item.guid, permalink=False)
    # The short text by `summary()`: feedgen's `description()` would overwrite the content.
    entry.content(item.content)
    entry.summary(item.summary)
    entry.pubDate(item.published)
    if item.labels:
        entry.category([{"term": label.name, "scheme": label.address} for label in item.labels])
    # Always with a size: feedgen would write length="None".
    if enclosed := item.sound if is_episode else item.photo:
        entry.enclosure(enclosed.address, str(enclosed.size), enclosed.type)
    entry.ours.item, entry.ours.language, entry.ours.is_episode = item, channel.language, is_episode


class ChannelExtension:
    """Writes what feedgen lacks in a channel. Set `channel` and `items`."""

    channel: Channel
    items: tuple[FeedItem, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """The prefixes of the root; feedgen adds Atom's and that of `content:encoded`."""
        prefixes = {"fh": HISTORY} if self.channel.is_archive else {}
        if self.channel.podcast:
            prefixes["itunes"] = ITUNES
        return prefixes | {"dc": DUBLIN_CORE, "media": MEDIA}

    def extend_rss(self, root: Element) -> Element:
        """Add to the `rss` element, in the order in which readers get it."""
        channel, element = self.channel, root[0]
        if not self.items:
            _remove_date(element)
        _add_stylesheet(root, channel.stylesheet)
        _add_links(element, channel)
        if channel.is_archive:
            SubElement(element, f"{{{HISTORY}}}archive")  # RFC 5005, section 4
        _add_browser_notice(element, channel, self.items)
        if channel.podcast:
            _add_show(element, channel, channel.podcast)
        return root


class ItemExtension:
    """Writes what feedgen lacks in an item. Set `item`, its channel's `language`, whether it `is_episode`."""

    item: FeedItem
    language = ""
    is_episode = False

    def extend_ns(self) -> dict[str, str]:
        """Nothing: the channel declares every prefix."""
        return {}

    def extend_rss(self, element: Element) -> Element:
        """Add to the `item` element."""
        item = self.item
        # feedgen drops an author who has no email address, and a ward has none to give away.
        if item.author:
            SubElement(element, f"{{{DUBLIN_CORE}}}creator").text = item.author
        # feedgen's `updated()` reaches Atom only; in RSS an edited story would look untouched.
        if item.updated:
            moment = item.updated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            SubElement(element, f"{{{ATOM}}}updated").text = moment
        # Without it a feed reader would say a Welsh story in an English voice.
        if item.language != self.language:
            SubElement(element, f"{{{DUBLIN_CORE}}}language").text = item.language
        if item.photo:
            _add_photo(element, item.photo)
        if self.is_episode:
            _add_episode(element, item)
        return element


def _remove_date(channel: Element) -> None:
    """Take out the clock's time, which feedgen writes for want of another: each build would differ."""
    date = channel.find("lastBuildDate")
    if date is not None:
        channel.remove(date)


def _add_stylesheet(root: Element, address: str) -> None:
    """Have a browser show words instead of a tree of tags.

    CSS and not XSLT: browsers are removing that. W3C, Associating Style Sheets with XML documents 1.0.
    """
    root.addprevious(ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{address}"'))


def _add_links(element: Element, channel: Channel) -> None:
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


def _add_browser_notice(element: Element, channel: Channel, items: tuple[FeedItem, ...]) -> None:
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
    stories = _add(box, XHTML, "ul")
    for item in items:
        story = _add(stories, XHTML, "li")
        _add(story, XHTML, "a", item.title, href=item.address)
        _add(story, XHTML, "p", item.summary)


def _add_show(element: Element, channel: Channel, show: Podcast) -> None:
    """Describe the podcast as Apple asks in "A podcaster's guide to RSS".

    feedgen's own extension only takes "yes", "no" or "clean" for `explicit`; Apple wants "true" or "false".
    """
    _add(element, ITUNES, "author", show.owner)
    _add(element, ITUNES, "summary", channel.description)
    _add(element, ITUNES, "type", "episodic")
    _add(element, ITUNES, "explicit", "false")
    category = _add(element, ITUNES, "category", text="Health & Fitness")
    _add(category, ITUNES, "category", text="Medicine")
    owner = _add(element, ITUNES, "owner")
    _add(owner, ITUNES, "name", show.owner)
    _add(owner, ITUNES, "email", show.email)
    _add(element, ITUNES, "image", href=show.cover)


def _add_episode(element: Element, item: FeedItem) -> None:
    if not item.sound:
        return
    _add(element, ITUNES, "title", item.sound.title)
    _add(element, ITUNES, "author", item.author)
    _add(element, ITUNES, "summary", item.summary)
    _add(element, ITUNES, "episodeType", "full")
    _add(element, ITUNES, "explicit", "false")
    if seconds := item.sound.seconds:
        _add(element, ITUNES, "duration", str(seconds))


def _add_photo(element: Element, photo: FeedPhoto) -> None:
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


def _add(parent: Element, namespace: str, tag: str, words: str = "", **attributes: str) -> Element:
    added = SubElement(parent, f"{{{namespace}}}{tag}", attributes)
    added.text = words or None
    return added
