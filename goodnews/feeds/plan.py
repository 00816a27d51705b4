"""Every feed of the site, as files to write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goodnews.photos import draw_badge
from goodnews.rendered import Rendered
from goodnews.story import Story
from goodnews.trust import Trust

from .channel import Channel, FeedItem
from .channels import ICON, ICON_SIDE, channel_for
from .history import divide
from .items import items_from
from .jsonfeed import write_json_feed
from .listings import listings_of
from .podcast import COVER, COVER_SIDE, PATH, podcast_channel, podcast_items
from .rss import RssItem, rss_item, write_rss


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed, or a picture that feeds name: its posix path below the output folder and its bytes."""

    path: str
    data: bytes


def plan_feeds(public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust) -> Iterator[FeedFile]:
    """Give every feed of the site: `/feed.xml` first, then each listing's, each with its archives.

    Beside each `feed.xml` stands a `feed.json`, and `/podcast.xml` when a story has a recording.
    The same stories give the same bytes: nothing is read from the clock. With no story at all
    there is no feed. The pictures that feeds name come last.

    Args:
        public: the stories everybody may see.
        withdrawn: those taken back; of them only a notice is told.
        trust: whose site it is.
    """
    items = items_from(public, withdrawn, trust)
    shelf = _Shelf(trust, {})
    stories = [rendered.story for rendered in public]
    for listing in listings_of(stories, withdrawn):
        told = [items[identity] for identity in listing.identities]
        if told:
            yield from _feeds_of(channel_for(listing, trust), told, shelf)
    if episodes := podcast_items(public, withdrawn, items):
        show = podcast_channel(trust)
        entries = [(item, rss_item(item, show.language, podcast=True)) for item in episodes]
        yield FeedFile(PATH, write_rss(show, entries))
        yield FeedFile(COVER, draw_badge(trust.initials, trust.accent, COVER_SIDE))
    if items:
        yield FeedFile(ICON, draw_badge(trust.initials, trust.accent, ICON_SIDE))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Items' XML, built once for all the feeds that tell them."""

    trust: Trust
    built: dict[str, RssItem]

    def entry(self, item: FeedItem, language: str) -> tuple[FeedItem, RssItem]:
        """The item with its XML."""
        if item.guid not in self.built:
            self.built[item.guid] = rss_item(item, language)
        return item, self.built[item.guid]


def _feeds_of(channel: Channel, oldest_first: Sequence[FeedItem], shelf: _Shelf) -> Iterator[FeedFile]:
    """One listing's current feed and archives, in both formats."""
    history = divide(oldest_first, shelf.trust.feed_items)
    newest = len(history.archives)
    yield from _both(_with_older(channel, newest), history.current, shelf)
    for number, chunk in enumerate(history.archives, 1):
        past = _archive(channel.current, number)
        archive = replace(channel, kind="archive", address=past, hub=None)
        yield from _both(_with_older(archive, number - 1), chunk, shelf)


def _both(channel: Channel, items: Sequence[FeedItem], shelf: _Shelf) -> Iterator[FeedFile]:
    site = f"{shelf.trust.site_url}/"
    path = channel.address.removeprefix(site)
    yield FeedFile(path, write_rss(channel, [shelf.entry(item, channel.language) for item in items]))
    in_json = replace(
        channel,
        address=_as_json(channel.address),
        current=_as_json(channel.current),
        older=_as_json(channel.older) if channel.older else None,
    )
    yield FeedFile(_as_json(path), write_json_feed(in_json, items))


def _with_older(channel: Channel, number: int) -> Channel:
    return replace(channel, older=_archive(channel.current, number) if number else None)


def _archive(current: str, number: int) -> str:
    """`…/feed.xml` → `…/feed-3.xml`; 1 is the oldest, so that a number never changes its meaning."""
    return f"{current.removesuffix('.xml')}-{number}.xml"


def _as_json(address: str) -> str:
    return f"{address.removesuffix('.xml')}.json"
