"""What a feed is made of, as plain data, and the channels of a site: of everything, of a term, the podcast.

Nothing here knows RSS or JSON. Every address is absolute and every string already clean (see `clean`).
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from goodnews.config import SiteConfig
from goodnews.feeds.entries import FeedEntry
from goodnews.i18n import messages_for
from goodnews.rendered import RenderedStory
from goodnews.story import Story
from goodnews.taxonomies import Term

ICON = "feed-icon.png"
ICON_SIDE = 144
"""Pixels: the widest that RSS 2.0 allows a channel's picture to be."""
PODCAST = "podcast.xml"
COVER = "podcast-cover.png"
COVER_SIDE = 1_400
"""Pixels: the least that Apple takes."""

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TAG = re.compile("<([a-zA-Z/!?][^<>]*)>?")


class Label(NamedTuple):
    """A category, tag, team or hospital an item is filed under, and its term's address."""

    name: str
    address: str


class FeedPhoto(NamedTuple):
    """One rendition of a photo: width and height in pixels, size in bytes."""

    address: str
    type: str
    size: int
    width: int
    height: int
    alt: str
    credit: str = ""


class FeedSound(NamedTuple):
    """A recording to listen to: size in bytes, length in whole seconds (0 when unknown)."""

    address: str
    type: str
    size: int
    seconds: int
    title: str


class FeedItem(NamedTuple):
    """One story in a feed. `content` is full HTML, `summary` one plain sentence.

    `updated` is later than `published`, or None when nothing was changed since.
    `removed` marks the notice that stands in for a withdrawn story.
    """

    guid: str
    title: str
    address: str
    summary: str
    content: str
    published: datetime
    updated: datetime | None
    author: str
    language: str
    labels: tuple[Label, ...] = ()
    photo: FeedPhoto | None = None
    sound: FeedSound | None = None
    removed: bool = False

    @property
    def last_changed(self) -> datetime:
        """The last time a reader would see anything new in this item."""
        return max(self.published, self.updated) if self.updated else self.published


class BrowserNotice(NamedTuple):
    """The words for somebody who opens a feed in a browser: what it is, and three links."""

    message: str
    subscribe: str
    visit: str
    older: str


class Channel(NamedTuple):
    """A feed without its items.

    `address` is where this file is published; `home` the page it belongs to; `current` the
    feed to subscribe to, which is `address` itself unless this is an archive.
    `older` is the next archive back in time (RFC 5005), None at the end of the history.
    `owner` is the Trust, `email` where it answers, `site` what its site is called.
    `stylesheet` is relative to the feed; `icon` has sides of `ICON_SIDE`.
    Only a podcast has a `cover`: a square of 1400 to 3000 pixels.
    """

    title: str
    description: str
    address: str
    home: str
    current: str
    language: str
    owner: str
    email: str
    site: str
    notice: BrowserNotice
    stylesheet: str
    older: str | None = None
    hub: str | None = None
    icon: str | None = None
    cover: str | None = None

    @property
    def is_archive(self) -> bool:
        """Whether this is a part of a feed's history."""
        return self.address != self.current


def clean(text: str) -> str:
    r"""Drop the characters that XML 1.0 forbids or discourages; lxml raises on them.

    A word processor's stray vertical tab must not cost a ward its story.
    Source: XML 1.0 (fifth edition), section 2.2, `Char` and the note below it.

    >>> clean("tea\x0b and\x00 cake")
    'tea and cake'
    """
    return _NOT_XML.sub("", text)


def as_title(text: str) -> str:
    """One line that no reader can take for markup: some read titles as HTML, and drop what looks like it.

    >>> as_title("Ward 7 <3 tea, and A&E <b>too</b>")
    'Ward 7 <3 tea, and A&E ‹b›too‹/b›'
    """
    return _TAG.sub("‹\\1›", one_line(text))


def one_line(text: str) -> str:
    r"""Clean text with every run of white space made one space: for titles and names.

    >>> one_line("  Night on\n Ward 7 ")
    'Night on Ward 7'
    """
    return " ".join(clean(text).split())


def channel_for(term: Term[FeedEntry] | None, config: SiteConfig, lang: str = "") -> Channel:
    """The channel of a term's current feed; without one, that of everything, or of what is told in `lang`."""
    folder, name = (term.address, term.name) if term else ("", "")
    t = messages_for(lang or config.language)
    if lang:
        folder, name = f"{lang}/", t["own_name"]
    about = t("feed_about", name=name, trust=config.name) if name else config.strapline
    address = config.url(f"{folder}feed.xml")
    return Channel(
        title=as_title(f"{name}: {config.site_name}" if name else config.site_name),
        description=one_line(about),
        address=address,
        # A term of which every story was removed has no page any more.
        home=config.url(folder if name else ""),
        current=address,
        language=t["feed_language"],
        owner=one_line(config.name),
        email=config.email,
        site=one_line(config.site_name),
        notice=BrowserNotice(t["feed_notice"], t["nav_subscribe"], t["feed_visit"], t["older"]),
        stylesheet="../" * folder.count("/") + "theme/feed.css",
        hub=None if folder else config.hub,
        icon=config.url(ICON),
    )


def archive_of(current: Channel, number: int, older: int) -> Channel:
    """One document of a feed's history: its archive of this number, or for 0 the current feed.

    `older` is the number of the next archive back in time; 0 at the end of the history.
    """
    before = _numbered(current.address, older) if older else None
    if not number:
        return current._replace(older=before)
    # A hub is for what is new: an archive is not.
    address = _numbered(current.address, number)
    return current._replace(address=address, older=before, hub=None)


def as_json(channel: Channel) -> Channel:
    """The same document as JSON Feed, which is beside it."""
    return channel._replace(
        address=_json(channel.address),
        current=_json(channel.current),
        older=_json(channel.older) if channel.older else None,
    )


def _numbered(current: str, number: int) -> str:
    """`…/feed.xml` → `…/feed-3.xml`; 1 is the oldest, so that a number never changes its meaning."""
    return f"{current.removesuffix('.xml')}-{number}.xml"


def _json(address: str) -> str:
    return f"{address.removesuffix('.xml')}.json"


def episodes_of(public: Sequence[RenderedStory], withdrawn: Sequence[Story]) -> tuple[str, ...]:
    """The identities of the episodes, newest first, removed ones among them.

    All there ever were: players don't know archives.
    """
    stories = [
        rendered.story
        for rendered in public
        if (audio := rendered.story.meta.audio) and audio.file in rendered.attachments
    ]
    stories += [story for story in withdrawn if story.meta.audio]
    newest_first = sorted(stories, key=lambda story: (story.meta.date, story.identity), reverse=True)
    return tuple(story.identity for story in newest_first)


def podcast_title(config: SiteConfig) -> str:
    """What the show is called."""
    return messages_for(config.language)("podcast_title", site=one_line(config.site_name))


def podcast_channel(config: SiteConfig) -> Channel:
    """The show."""
    about = messages_for(config.language)("podcast_about", trust=one_line(config.name))
    address = config.url(PODCAST)
    return channel_for(None, config)._replace(
        title=podcast_title(config),
        description=about,
        address=address,
        current=address,
        cover=config.url(COVER),
    )
