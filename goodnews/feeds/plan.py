"""Every feed of the site, as files to write."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from goodnews.photos import draw_badge
from goodnews.rendered import Rendered
from goodnews.story import Story
from goodnews.trust import Trust

from .channel import Channel
from .channels import ICON, ICON_SIDE, archive_of, as_json, channel_for
from .entries import Entry, entries_of
from .history import history_of
from .listings import Listing, listings_of
from .podcast import COVER, COVER_SIDE, PATH, episodes_of, podcast_channel

if TYPE_CHECKING:
    from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed, or a picture that feeds name.

    Attributes:
        path: where it stands below the output folder, with forward slashes.
        fingerprint: a digest of all that its bytes are made from but this package's code and
            its libraries; a file of the same path and fingerprint need not be made again.
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
    """Give every feed of the site: `/feed.xml` with its archives first, then each listing's.

    Beside each RSS feed stands the same as JSON Feed. When a story has a recording there is `/podcast.xml`.
    The same stories give the same bytes: nothing is read from the clock. Before the first story there is
    `/feed.xml` already, without items: people subscribe early. The pictures that feeds name come last.

    Args:
        public: the stories everybody may see.
        withdrawn: those taken back; of them only a notice is told.
        trust: whose site it is.
    """
    shelf = cache(partial(_fill_shelf, public, withdrawn, trust))
    entries = tuple(entries_of(public, withdrawn))
    for listing in listings_of(entries):
        yield from _feeds_of(listing, channel_for(listing, trust), trust.feed_items, shelf)
    badge = partial(draw_badge, trust.initials, trust.accent)
    if identities := episodes_of(public, withdrawn):
        known = {entry.identity: entry for entry in entries}
        episodes = [known[identity] for identity in identities]
        show = podcast_channel(trust)
        yield FeedFile(
            PATH, _fingerprint(_digest(show), episodes), partial(_make_podcast, show, episodes, shelf)
        )
        yield FeedFile(COVER, f"{trust.initials} {trust.accent}", partial(badge, COVER_SIDE))
    yield FeedFile(ICON, f"{trust.initials} {trust.accent}", partial(badge, ICON_SIDE))


def _fill_shelf(public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust) -> "Shelf":
    # feedgen and lxml are slow to import, and mostly no feed has to be made.
    from .shelf import fill_shelf  # noqa: PLC0415

    return fill_shelf(public, withdrawn, trust)


def _feeds_of(
    listing: Listing, channel: Channel, size: int, shelf: Callable[[], "Shelf"]
) -> Iterator[FeedFile]:
    history = history_of(listing, size)
    # The channel says all of the Trust that an item says too: its name and the site's address.
    present = _digest(channel)
    past = _digest(replace(channel, hub=None)) if channel.hub else present
    for number, chunk in enumerate((history.current, *history.archives)):
        name = f"{listing.folder}feed-{number}" if number else f"{listing.folder}feed"
        older = number - 1 if number else len(history.archives)
        digest = (past if number else present).copy()
        digest.update(b"%d %d\n" % (number, older))
        fingerprint = _fingerprint(digest, chunk)
        for kind, make in (("xml", _make_rss), ("json", _make_json)):
            made = partial(make, channel, number, older, chunk, shelf)
            yield FeedFile(f"{name}.{kind}", fingerprint, made)


def _make_rss(
    channel: Channel, number: int, older: int, entries: Sequence[Entry], shelf: Callable[[], "Shelf"]
) -> bytes:
    return shelf().rss(archive_of(channel, number, older), [entry.identity for entry in entries])


def _make_json(
    channel: Channel, number: int, older: int, entries: Sequence[Entry], shelf: Callable[[], "Shelf"]
) -> bytes:
    return shelf().json(as_json(archive_of(channel, number, older)), [entry.identity for entry in entries])


def _make_podcast(channel: Channel, entries: Sequence[Entry], shelf: Callable[[], "Shelf"]) -> bytes:
    return shelf().podcast(channel, [entry.identity for entry in entries])


def _digest(channel: Channel) -> "hashlib._Hash":
    return hashlib.sha256(repr(channel).encode())


def _fingerprint(channel: "hashlib._Hash", entries: Sequence[Entry]) -> str:
    channel.update(b"".join([entry.digest for entry in entries]))
    return channel.hexdigest()
