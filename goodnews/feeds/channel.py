"""What a feed is made of, as plain data: a channel, its items, their photos and sounds.

Nothing here knows a Story, a Trust, RSS or JSON. Every address is absolute and every
string already clean (see `clean`).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile("<([a-zA-Z/!?][^<>]*)>?")


@dataclass(frozen=True, slots=True)
class Label:
    """A category, tag, team or hospital an item is filed under, and its term's address."""

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

    message: str
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
