"""What each file of the site is: when it is delivered, how long it may be kept, what type it has."""

import re
from enum import IntEnum
from pathlib import PurePosixPath


class DeliveryStage(IntEnum):
    """The order of delivery. A reader who holds a page must find everything the page names."""

    FILE = 1
    """Photos, styles, scripts: nobody asks for them before a page names them."""
    PAGE = 2
    """HTML, and the search index's entry point, which names hashed files just as a page does."""
    FEED = 3
    """Feeds, calendars, site map: they send readers to pages."""
    BEACON = 4
    """`announce.json`, last of all: it tells the announcer that everything else is there."""


BEACON = "announce.json"

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".pagefind": "application/octet-stream",
    ".pf_meta": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".pf_filter": "application/octet-stream",
    ".br": "application/octet-stream",
    ".gz": "application/octet-stream",
}
"""Every ending the site may have, and the type it is served with."""

NAMELESS = {"_headers": "text/plain; charset=utf-8", "CNAME": "text/plain", ".nojekyll": "text/plain"}
"""Files that hosts know by name and that have no ending."""

_COMPRESSED = (".br", ".gz")
_FEED_ENDINGS = (".xml", ".ics")
_FEED_NAMES = ("robots.txt", "_headers")
_JSON_FEED = re.compile(r"(?:^|/)feed(?:-\d+)?\.json$")
_HASH = re.compile(r"(?:^|[-._])(?=[0-9a-f]*\d)[0-9a-f]{7,64}(?=[-._])")
_HASHED_FOLDERS = ("photos/", "cards/", "files/")
_PAGEFIND_HASHED = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")


def plain_name(path: str) -> str:
    """The file a compressed copy stands for.

    >>> plain_name("feed.xml.br")
    'feed.xml'
    """
    return path[:-3] if path.endswith(_COMPRESSED) else path


def delivery_stage(path: str) -> DeliveryStage:
    """When a file is delivered, by its path in the site.

    >>> delivery_stage("stories/2026/a-night/index.html")
    <DeliveryStage.PAGE: 2>
    >>> delivery_stage("tags/nights/feed.xml.gz")
    <DeliveryStage.FEED: 3>
    """
    plain = plain_name(path)
    name = PurePosixPath(plain).name
    if plain == BEACON:
        return DeliveryStage.BEACON
    if plain.endswith(".html") or name == "pagefind-entry.json":
        return DeliveryStage.PAGE
    if plain.endswith(_FEED_ENDINGS) or name in _FEED_NAMES or _JSON_FEED.search(plain):
        return DeliveryStage.FEED
    return DeliveryStage.FILE


def content_type(path: str) -> str | None:
    """The type a file is served with, or None for a file this site never has.

    Feeds are `application/xml`: a browser then shows them with their own style sheet.
    """
    name = PurePosixPath(path).name
    if name in NAMELESS:
        return NAMELESS[name]
    if _JSON_FEED.search(path):
        return "application/feed+json"
    return MEDIA_TYPES.get(PurePosixPath(path).suffix)


def is_immutable(path: str) -> bool:
    """Whether the name holds a hash of the content, so that it may be cached for ever.

    >>> is_immutable("photos/3fa2c19b0d12-640.avif"), is_immutable("feed.xml")
    (True, False)
    """
    plain = plain_name(path)
    if delivery_stage(plain) is not DeliveryStage.FILE:
        return False
    if plain.endswith(_PAGEFIND_HASHED):
        return True
    return plain.startswith(_HASHED_FOLDERS) or bool(_HASH.search(PurePosixPath(plain).name))
