"""Every feed of the site, as files to write."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

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

MOST_KEPT = 2_000
"""Items in each form: archives end with the newest 2,000 stories, and these are in nearly all feeds."""


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
        yield from _feeds_of(f"{lang}/", channel_for(None, config, lang), [newest(told, size)], items)
    for term in terms_with_feeds(entries):
        yield from _feeds_of(term.address, channel_for(term, config), [newest(term.members, size)], items)
    badge = partial(draw_badge, config.initials, config.accent)
    if identities := episodes_of(public, withdrawn):
        known = {entry.identity: entry for entry in entries}
        episodes = [known[identity] for identity in identities]
        show = podcast_channel(config)
        fingerprint = _fingerprint(show, episodes)
        yield Artifact(PODCAST, fingerprint, partial(_make_rss, show, identities, items))
        yield Artifact(COVER, f"{config.initials} {config.accent}", partial(badge, COVER_SIDE))
    yield Artifact(ICON, f"{config.initials} {config.accent}", partial(badge, ICON_SIDE))


class ItemCache:
    """The stories of a site as feed items, each made and written when the first of its feeds asks for it.

    Attributes:
        get: gives a story as a feed item, or the notice that it was removed.
        rss: gives the item as RSS for feeds of a language, or as an episode.
        json: gives the item as JSON.
    """

    def __init__(
        self, public: Sequence[RenderedStory], withdrawn: Sequence[Story], config: SiteConfig
    ) -> None:
        self._public = {rendered.story.identity: rendered for rendered in public}
        self._withdrawn = {story.identity: story for story in withdrawn}
        self._by_key = {rendered.story.key: rendered.story for rendered in public}
        self._config = config
        keep = lru_cache(MOST_KEPT)
        self.get, self.rss, self.json = keep(self._get), keep(self._rss), keep(self._json)

    def _get(self, identity: str) -> FeedItem:
        if rendered := self._public.get(identity):
            other = self._by_key.get(rendered.story.meta.translation or "")
            return story_item(FeedSource(rendered, self._config, other))
        return tombstone(self._withdrawn[identity], self._config)

    def _rss(self, identity: str, language: str, is_episode: bool) -> "RssItem":
        # feedgen is slow to import, and mostly no feed has to be made.
        from goodnews.feeds.rss import RssItem  # noqa: PLC0415

        return RssItem(self.get(identity), language, is_episode=is_episode)

    def _json(self, identity: str) -> str:
        return json_item(self.get(identity))


def _feeds_of(
    folder: str, channel: Channel, chunks: Sequence[Sequence[FeedEntry]], items: ItemCache
) -> Iterator[Artifact]:
    """The current feed, and its archives from the oldest on."""
    for number, chunk in enumerate(chunks):
        name = f"{folder}feed-{number}" if number else f"{folder}feed"
        document = archive_of(channel, number, older=number - 1 if number else len(chunks) - 1)
        fingerprint, identities = _fingerprint(document, chunk), [entry.identity for entry in chunk]
        yield Artifact(f"{name}.xml", fingerprint, partial(_make_rss, document, identities, items))
        yield Artifact(f"{name}.json", fingerprint, partial(_make_json, as_json(document), identities, items))


def _make_rss(channel: Channel, identities: Sequence[str], items: ItemCache) -> bytes:
    from goodnews.feeds.rss import write_rss  # noqa: PLC0415

    is_episode = channel.cover is not None
    return write_rss(channel, [items.rss(identity, channel.language, is_episode) for identity in identities])


def _make_json(channel: Channel, identities: Sequence[str], items: ItemCache) -> bytes:
    return write_json_feed(channel, map(items.json, identities))


def _fingerprint(channel: Channel, entries: Sequence[FeedEntry]) -> str:
    # The channel says all of the Trust that an item says too: its name and the site's address.
    digest = hashlib.sha256(repr(channel).encode())
    digest.update(b"".join([entry.digest for entry in entries]))
    return digest.hexdigest()


def is_feed(path: str) -> bool:
    """Whether a path of the site is one of its feeds.

    >>> [is_feed(path) for path in ("feed.xml", "tags/tea/feed-2.json", "podcast.xml", "sitemap.xml")]
    [True, True, True, False]
    """
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    return ending in {"xml", "json"} and (stem in {"feed", "podcast"} or stem.startswith("feed-"))
