"""A channel and its items as RSS 2.0, written by feedgen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from feedgen.feed import FeedGenerator

from . import extensions as ours
from .channel import Channel
from .envelopes import Envelopes
from .rss_item import ITEM_EXTENSIONS, RssItem

_NO_LINES = b"<ul/>"
_END = b"</channel></rss>"


def write_rss(channel: Channel, items: Sequence[RssItem], envelopes: Envelopes | None = None) -> bytes:
    """Write a feed: UTF-8, the items in the order given, the same bytes for the same content.

    Give the same `envelopes` with every feed of a site, and each kind of channel is written once.

    feedgen writes the feed without its items; theirs, which it wrote before, are put where it would have
    put them itself. The outcome is what it writes for the whole: `tests/feeds/test_rss.py` compares.
    """
    changed = max([item.touched for item in items], default=None)
    data = (envelopes or rss_envelopes()).envelope(channel, changed)
    if not items:
        return data
    # Each is there once, or this is not the feedgen we know: then rather no feed than a torn one.
    head, rest = data.split(_NO_LINES)
    channel_end, nothing = rest.split(_END)
    lines, elements = [item.line for item in items], [item.element for item in items]
    return b"".join([head, b"<ul>", *lines, b"</ul>", channel_end, *elements, _END, nothing])


def rss_envelopes() -> Envelopes:
    """Envelopes by feedgen, none of them written yet."""
    return Envelopes(_without_items)


def _without_items(channel: Channel, changed: datetime | None) -> bytes:
    data: bytes = start_feed(channel, changed).rss_str(pretty=False)
    return data


def start_feed(channel: Channel, changed: datetime | None) -> FeedGenerator:
    """Fill in feedgen's form of a feed. `changed` is when the newest of its items was last touched."""
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
        feed.register_extension(name, extension, ITEM_EXTENSIONS.get(name), atom=False)
    feed.undated_.is_undated = changed is None
    if changed:
        feed.lastBuildDate(changed)
    feed.stylesheet_.address = channel.stylesheet
    feed.links_.links = tuple(_links(channel))
    feed.history_.is_archive = channel.kind == "archive"
    feed.podcast_.channel = channel if channel.podcast else None
    feed.doorstep_.words = channel.doorstep.what
    feed.doorstep_.links = tuple(_ways(channel))
    return feed


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


_CHANNEL_EXTENSIONS: Mapping[str, type[ours.NothingExtension]] = {
    "undated_": ours.UndatedExtension,
    "stylesheet_": ours.StylesheetExtension,
    "links_": ours.LinksExtension,
    "history_": ours.HistoryExtension,
    "doorstep_": ours.DoorstepExtension,
    "podcast_": ours.PodcastChannelExtension,
    # These two only declare their prefixes on the root; their work is in the items.
    "author_": ours.AuthorExtension,
    "media_": ours.MediaExtension,
}
