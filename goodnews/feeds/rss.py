"""A channel and its items as RSS 2.0, written by feedgen."""

from collections.abc import Iterable
from copy import copy

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import _Element as Element

from . import extensions as ours
from .channel import Channel, FeedItem, last_change


class RssItem(FeedEntry):  # type: ignore[misc]
    """A feedgen entry that builds its XML once and hands out copies.

    A story stands in six feeds or more; feedgen would build it anew for each, setting the
    process's locale twice each time to write one date. feedgen moves what it is given into the
    feed, so a copy is what it gets.
    """

    def __init__(self) -> None:
        super().__init__()
        self._built: Element | None = None

    def rss_entry(self, extensions: bool = True) -> Element:
        """Give feedgen a copy of the item's element."""
        if self._built is None:
            built: Element = super().rss_entry(extensions)
            self._built = built
        return copy(self._built)


def rss_item(item: FeedItem, language: str, *, podcast: bool = False) -> RssItem:
    """Fill in one item. `language` is its channel's; a podcast encloses the sound, others the photo."""
    entry = RssItem()
    entry.title(item.title)
    entry.link(href=item.address, rel="alternate")
    entry.guid(item.guid, permalink=False)
    # The short text by `summary()`: feedgen's `description()` would overwrite the content.
    entry.content(item.content)
    entry.summary(item.summary)
    entry.published(item.published)
    entry.updated(item.touched)
    if item.labels:
        entry.category([{"term": label.name, "scheme": label.address} for label in item.labels])
    # Always with a size: feedgen would write length="None".
    enclosed = item.sound if podcast else item.photo
    if enclosed:
        entry.enclosure(enclosed.address, str(enclosed.size), enclosed.type)
    for name, extension in _ITEM_EXTENSIONS.items():
        entry.register_extension(name, extension, atom=False)
    entry.author_.name = item.author
    entry.updated_.moment = item.updated
    entry.language_.code = item.language if item.language != language else ""
    entry.media_.photo = item.photo
    entry.podcast_.item = item if podcast else None
    return entry


def write_rss(channel: Channel, items: Iterable[tuple[FeedItem, RssItem]]) -> bytes:
    """Write a feed: UTF-8, the items in the order given, the same bytes for the same content."""
    pairs = tuple(items)
    feed = FeedGenerator()
    feed.title(channel.title)
    feed.link(href=channel.home, rel="alternate")
    feed.description(channel.description)
    feed.language(channel.language)
    feed.copyright(channel.rights)
    feed.managingEditor(channel.editor)
    feed.ttl(channel.ttl)
    feed.generator("Show them ours")
    if channel.image:
        sides = {"width": str(channel.image.width), "height": str(channel.image.height)}
        feed.image(url=channel.image.address, title=channel.title, link=channel.home, **sides)
    for name, extension in _CHANNEL_EXTENSIONS.items():
        feed.register_extension(name, extension, _ITEM_EXTENSIONS.get(name), atom=False)
    changed = last_change(item for item, _ in pairs)
    feed.undated_.is_undated = changed is None
    if changed:
        feed.lastBuildDate(changed)
    feed.stylesheet_.address = channel.stylesheet
    feed.links_.links = tuple(_links(channel))
    feed.history_.is_archive = channel.kind == "archive"
    feed.podcast_.channel = channel if channel.podcast else None
    feed.doorstep_.words = channel.doorstep.what
    feed.doorstep_.links = tuple(_ways(channel))
    feed.doorstep_.stories = tuple(item for item, _ in pairs)
    for _, entry in pairs:
        feed.add_entry(entry, order="append")
    data = feed.rss_str(pretty=False)
    assert isinstance(data, bytes)  # noqa: S101 - feedgen has no types
    return data


def _ways(channel: Channel) -> Iterable[tuple[str, str]]:
    """Where somebody can go from here; `feed:` opens a reader that asked for such links."""
    yield channel.doorstep.subscribe, f"feed:{channel.current}"
    yield channel.doorstep.visit, channel.home
    if channel.older:
        yield channel.doorstep.older, channel.older


def _links(channel: Channel) -> Iterable[tuple[str, str]]:
    yield "self", channel.address
    if channel.hub:
        yield "hub", channel.hub
    if channel.kind == "archive":
        yield "current", channel.current
    if channel.older:
        yield "prev-archive", channel.older


_ITEM_EXTENSIONS = {
    "author_": ours.AuthorExtension,
    "updated_": ours.UpdatedExtension,
    "language_": ours.LanguageExtension,
    "media_": ours.MediaExtension,
    "podcast_": ours.PodcastItemExtension,
}
_CHANNEL_EXTENSIONS = {
    "undated_": ours.UndatedExtension,
    "stylesheet_": ours.StylesheetExtension,
    "links_": ours.LinksExtension,
    "history_": ours.HistoryExtension,
    "doorstep_": ours.DoorstepExtension,
    "podcast_": ours.PodcastChannelExtension,
    # These three only declare their prefixes on the root; their work is in the items.
    "author_": ours.AuthorExtension,
    "media_": ours.MediaExtension,
}
