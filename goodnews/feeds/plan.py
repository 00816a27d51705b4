"""Every feed of the site, as files to write."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from goodnews.config import SiteConfig
from goodnews.feeds.channel import (
    COVER,
    COVER_SIDE,
    ICON,
    ICON_SIDE,
    PODCAST,
    Channel,
    FeedItem,
    archive_of,
    as_json,
    channel_for,
    episodes_of,
    podcast_channel,
)
from goodnews.feeds.entries import (
    FeedEntry,
    History,
    divide,
    entries_of,
    newest,
    oldest_first,
    terms_with_feeds,
)
from goodnews.feeds.items import FeedSource, story_item, tombstone
from goodnews.feeds.jsonfeed import json_item, write_json_feed
from goodnews.output import Artifact
from goodnews.photos import draw_badge
from goodnews.rendered import RenderedStory
from goodnews.story import Story

if TYPE_CHECKING:
    from goodnews.feeds.rss import RssItem

T = TypeVar("T")

MOST_KEPT = 6_000
"""Items, in three forms: archives end with the newest 2,000 stories, and these are in nearly all feeds."""


def plan_feeds(
    public: Sequence[RenderedStory], withdrawn: Sequence[Story], config: SiteConfig
) -> Iterator[Artifact]:
    """Give every feed of the site: `/feed.xml` with its archives first, then other languages' and terms'.

    Beside each RSS feed is the same as JSON Feed. When a story has a recording there is `/podcast.xml`.
    The same stories give the same bytes: nothing is read from the clock. Before the first story there is
    `/feed.xml` already, without items: people subscribe early. Of those withdrawn there is only a notice. The
    pictures that feeds name come last.
    """
    items = ItemCache(public, withdrawn, config)
    entries = sorted(entries_of(public, withdrawn), key=oldest_first)
    size = config.feed_items
    yield from _feeds_of("", channel_for(None, config), divide(entries, size), items)
    others = {entry.story.meta.lang for entry in entries if not entry.removed} - {config.language}
    for lang in sorted(others):
        told = [entry for entry in entries if entry.story.meta.lang == lang]
        yield from _feeds_of(
            f"{lang}/", channel_for(None, config, lang), History(newest(told, size), ()), items
        )
    for term in terms_with_feeds(entries):
        history = History(newest(term.members, size), ())
        yield from _feeds_of(term.address, channel_for(term, config), history, items)
    badge = partial(draw_badge, config.initials, config.accent)
    if identities := episodes_of(public, withdrawn):
        known = {entry.identity: entry for entry in entries}
        episodes = [known[identity] for identity in identities]
        show = podcast_channel(config)
        fingerprint = _fingerprint(_digest(show), episodes)
        yield Artifact(PODCAST, fingerprint, partial(_make_rss, show, identities, items))
        yield Artifact(COVER, f"{config.initials} {config.accent}", partial(badge, COVER_SIDE))
    yield Artifact(ICON, f"{config.initials} {config.accent}", partial(badge, ICON_SIDE))


class ItemCache:
    """The stories of a site as feed items, each made and written when the first of its feeds asks for it."""

    def __init__(
        self, public: Sequence[RenderedStory], withdrawn: Sequence[Story], config: SiteConfig
    ) -> None:
        self._public = {rendered.story.identity: rendered for rendered in public}
        self._withdrawn = {story.identity: story for story in withdrawn}
        self._by_key = {rendered.story.key: rendered.story for rendered in public}
        self._config = config
        self._made: dict[tuple[str, ...], Any] = {}

    def get(self, identity: str) -> FeedItem:
        """The story as a feed item, or the notice that it was removed."""
        return self._once(("item", identity), lambda: self._make(identity))

    def rss(self, identity: str, channel: Channel) -> "RssItem":
        """The item as RSS; it is the same for all channels of a language, but for the podcast's."""
        # feedgen is slow to import, and mostly no feed has to be made.
        from goodnews.feeds.rss import RssItem  # noqa: PLC0415

        kind = "episode" if channel.podcast else "rss"
        return self._once((kind, identity, channel.language), lambda: RssItem(self.get(identity), channel))

    def json(self, identity: str) -> str:
        """The item as JSON."""
        return self._once(("json", identity), lambda: json_item(self.get(identity)))

    def _once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        if key not in self._made:
            if len(self._made) >= MOST_KEPT:
                del self._made[next(iter(self._made))]
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def _make(self, identity: str) -> FeedItem:
        if rendered := self._public.get(identity):
            other = self._by_key.get(rendered.story.meta.translation or "")
            return story_item(FeedSource(rendered, self._config.site_url, other), self._config)
        return tombstone(self._withdrawn[identity], self._config)


def _feeds_of(folder: str, channel: Channel, history: History, items: ItemCache) -> Iterator[Artifact]:
    # The channel says all of the Trust that an item says too: its name and the site's address.
    present = _digest(channel)
    past = _digest(channel._replace(hub=None)) if channel.hub else present
    for number, chunk in enumerate((history.current, *history.archives)):
        name = f"{folder}feed-{number}" if number else f"{folder}feed"
        older = number - 1 if number else len(history.archives)
        digest = (past if number else present).copy()
        digest.update(b"%d %d\n" % (number, older))
        fingerprint = _fingerprint(digest, chunk)
        document, identities = archive_of(channel, number, older), [entry.identity for entry in chunk]
        yield Artifact(f"{name}.xml", fingerprint, partial(_make_rss, document, identities, items))
        yield Artifact(f"{name}.json", fingerprint, partial(_make_json, as_json(document), identities, items))


def _make_rss(channel: Channel, identities: Sequence[str], items: ItemCache) -> bytes:
    from goodnews.feeds.rss import write_rss  # noqa: PLC0415

    return write_rss(channel, [items.rss(identity, channel) for identity in identities])


def _make_json(channel: Channel, identities: Sequence[str], items: ItemCache) -> bytes:
    return write_json_feed(channel, map(items.json, identities))


def _digest(channel: Channel) -> "hashlib._Hash":
    return hashlib.sha256(repr(channel).encode())


def _fingerprint(channel: "hashlib._Hash", entries: Sequence[FeedEntry]) -> str:
    channel.update(b"".join([entry.digest for entry in entries]))
    return channel.hexdigest()


def is_feed(path: str) -> bool:
    """Whether a path of the site is one of its feeds.

    >>> [is_feed(path) for path in ("feed.xml", "tags/tea/feed-2.json", "podcast.xml", "sitemap.xml")]
    [True, True, True, False]
    """
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    return ending in {"xml", "json"} and (stem in {"feed", "podcast"} or stem.startswith("feed-"))
