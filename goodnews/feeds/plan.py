"""Every feed of the site, as files to write."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from goodnews.photos import draw_badge
from goodnews.rendered import Rendered
from goodnews.story import Story
from goodnews.trust import Trust

from .channel import Channel
from .channels import ICON, ICON_SIDE, channel_for
from .entries import Entry
from .history import divide
from .jsonfeed import write_json_feed
from .listings import listings_of
from .podcast import COVER, COVER_SIDE, PATH, episodes_of, podcast_channel
from .rss import write_rss
from .shelf import Shelf, fill_shelf


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed, or a picture that feeds name.

    Attributes:
        path: where it stands below the output folder, with forward slashes.
        fingerprint: a digest of all that its bytes are made from but this package's code and
            its libraries; a file with the same fingerprint need not be made again.
        make: makes the bytes. What two feeds tell in common is made once.
    """

    path: str
    fingerprint: str
    make: Callable[[], bytes] = field(compare=False, repr=False)

    @property
    def data(self) -> bytes:
        """The bytes."""
        return self.make()


def plan_feeds(public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust) -> Iterator[FeedFile]:
    """Give every feed of the site: `/feed.xml` first, then each listing's, each with its archives.

    Beside each `feed.xml` stands a `feed.json`, and `/podcast.xml` when a story has a recording.
    The same stories give the same bytes: nothing is read from the clock. Before the first
    story there is `/feed.xml` already, without items: people subscribe early. The pictures that feeds
    name come last.

    Args:
        public: the stories everybody may see.
        withdrawn: those taken back; of them only a notice is told.
        trust: whose site it is.
    """
    shelf = fill_shelf(public, withdrawn, trust)
    entries = {identity: shelf.entry(identity) for identity in (*shelf.removed, *shelf.told)}
    for listing in listings_of([rendered.story for rendered in public], withdrawn):
        told = [entries[identity] for identity in listing.identities]
        yield from _feeds_of(channel_for(listing, trust), told, shelf)
    badge = partial(draw_badge, trust.initials, trust.accent)
    if episodes := episodes_of(public, withdrawn):
        show = podcast_channel(trust)
        yield _in_rss(PATH, show, [entries[identity] for identity in episodes], shelf)
        yield FeedFile(COVER, f"{trust.initials} {trust.accent}", partial(badge, COVER_SIDE))
    yield FeedFile(ICON, f"{trust.initials} {trust.accent}", partial(badge, ICON_SIDE))


def _feeds_of(channel: Channel, oldest_first: Sequence[Entry], shelf: Shelf) -> Iterator[FeedFile]:
    """One listing's current feed and archives, in both formats."""
    history = divide(oldest_first, shelf.trust.feed_items)
    newest = len(history.archives)
    yield from _both(_with_older(channel, newest), history.current, shelf)
    for number, chunk in enumerate(history.archives, 1):
        past = _archive(channel.current, number)
        archive = replace(channel, kind="archive", address=past, hub=None)
        yield from _both(_with_older(archive, number - 1), chunk, shelf)


def _both(channel: Channel, entries: Sequence[Entry], shelf: Shelf) -> Iterator[FeedFile]:
    path = channel.address.removeprefix(f"{shelf.trust.site_url}/")
    yield _in_rss(path, channel, entries, shelf)
    in_json = replace(
        channel,
        address=_as_json(channel.address),
        current=_as_json(channel.current),
        older=_as_json(channel.older) if channel.older else None,
    )

    def make() -> bytes:
        return write_json_feed(in_json, [shelf.item(entry.identity) for entry in entries])

    yield FeedFile(_as_json(path), _fingerprint(in_json, entries), make)


def _in_rss(path: str, channel: Channel, entries: Sequence[Entry], shelf: Shelf) -> FeedFile:
    podcast = channel.podcast is not None

    def make() -> bytes:
        wanted = (entry.identity for entry in entries)
        return write_rss(channel, [shelf.xml(each, channel.language, podcast=podcast) for each in wanted])

    return FeedFile(path, _fingerprint(channel, entries), make)


def _fingerprint(channel: Channel, entries: Sequence[Entry]) -> str:
    """The channel says all of the Trust that an item says too: its name and the site's address."""
    digest = hashlib.sha256(repr(channel).encode())
    for entry in entries:
        digest.update(entry.digest)
    return digest.hexdigest()


def _with_older(channel: Channel, number: int) -> Channel:
    return replace(channel, older=_archive(channel.current, number) if number else None)


def _archive(current: str, number: int) -> str:
    """`…/feed.xml` → `…/feed-3.xml`; 1 is the oldest, so that a number never changes its meaning."""
    return f"{current.removesuffix('.xml')}-{number}.xml"


def _as_json(address: str) -> str:
    return f"{address.removesuffix('.xml')}.json"
