"""What a feed is made of, as plain data: a channel, its items, their photos and sounds.

Nothing here knows a Story, a Trust, RSS or JSON. Every address is absolute and every
string already clean (see `text.clean`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Label:
    """A category, tag, team or hospital an item is filed under, and its listing's address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FeedPhoto:
    """One rendition of a photo: width and height in pixels, size in bytes."""

    address: str
    type: str
    size: int
    width: int
    height: int
    alt: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class FeedSound:
    """A recording to listen to: size in bytes, length in whole seconds (0 when unknown)."""

    address: str
    type: str
    size: int
    seconds: int
    title: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One story as a feed tells it. `content` is full HTML, `summary` one plain sentence.

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


@dataclass(frozen=True, slots=True)
class ChannelImage:
    """The picture of a feed. RSS 2.0 wants width at most 144 and height at most 400 pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Podcast:
    """What a podcast directory wants to know of a channel. `cover` is square, 1400 to 3000 pixels."""

    category: tuple[str, str]
    owner: str
    email: str
    cover: str


@dataclass(frozen=True, slots=True)
class BrowserNotice:
    """The words for somebody who opens a feed in a browser: what it is, and three links."""

    what: str
    subscribe: str
    visit: str
    older: str


Kind = Literal["current", "archive"]


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed without its items.

    `address` is where this file is published; `home` the page it belongs to; `current` the
    feed to subscribe to, which is `address` itself unless `kind` is "archive".
    `older` is the next archive back in time (RFC 5005), None at the end of the history.
    `stylesheet` is relative to the feed.
    """

    title: str
    description: str
    address: str
    home: str
    current: str
    language: str
    rights: str
    editor: str
    notice: BrowserNotice
    stylesheet: str
    kind: Kind = "current"
    older: str | None = None
    image: ChannelImage | None = None
    hub: str | None = None
    icon: str | None = None
    ttl: int = 60
    podcast: Podcast | None = None
