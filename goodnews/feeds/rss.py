"""A channel and its items as RSS 2.0, written by feedgen."""

from collections.abc import Sequence

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from .channel import Channel, FeedItem
from .extensions import ChannelExtension, ItemExtension


def write_rss(channel: Channel, items: Sequence[FeedItem]) -> bytes:
    """Write a feed: UTF-8, the items in the order given, the same bytes for the same content."""
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
