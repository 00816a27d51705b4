"""What must hold of every feed and every item, beyond what validators ask.

Validators miss a missing full text and a missing alt text; readers do not.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.html import HtmlElement, fragment_fromstring

from goodnews.problems import Severity

from .reading import ReadFeed, ReadItem

_LOST = {"iframe", "script", "style", "object", "embed", "form", "video", "audio", "picture", "svg"}
_LOST_ATTRIBUTES = {"style", "class", "id", "srcset"}
_ABSOLUTE = {"https", "http", "mailto", "tel"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, under a code, and what to do about it."""

    code: str
    what: str
    fix: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the feed stands: the site's address without a slash, its own address, and the site's files.

    `size_of` gives the size in bytes of a file by its path on the site, None when there is none.
    `good_texts` are digests of the texts in which nothing was found: a story stands in six feeds or more,
    each in two formats, and every one of them is read, but the same text is judged once.
    """

    site: str
    address: str
    size_of: Callable[[str], int | None]
    good_texts: set[bytes] = field(default_factory=set)


_TELL = "Tell whoever looks after the site: this is the software's fault, not a writer's."
_REBUILD = "Build the site again."


def feed_rules(feed: ReadFeed, where: Surroundings) -> Iterator[Finding]:
    """Hold the feed as a whole to its rules."""
    needed: Mapping[str, str] = {
        "title": feed.title,
        "description": feed.description,
        "link home": feed.home,
        "link to itself": feed.self_address,
    }
    for name, text in needed.items():
        if not text:
            yield Finding("feed-incomplete", f"The feed has no {name}.", _TELL)
    if feed.self_address and feed.self_address != where.address:
        yield Finding(
            "feed-self", f"The feed says it stands at {feed.self_address}, not {where.address}.", _REBUILD
        )
    for link in (feed.home, *feed.links):
        if link and not _is_absolute(link):
            yield Finding("feed-address", f"The feed's address “{link}” is not a whole one.", _TELL)
    if not feed.items:
        # Before the first story the site's own feeds are empty; a listing without a story has none.
        early = where.address in {f"{where.site}/feed.xml", f"{where.site}/feed.json"}
        severity = Severity.WARNING if early else Severity.ERROR
        yield Finding("feed-empty", "The feed tells no story.", "Publish a story.", severity)
    seen: set[str] = set()
    for item in feed.items:
        if item.guid and item.guid in seen:
            yield Finding(
                "feed-guid", f"Two items have the guid {item.guid}.", "Give one story another `id:`."
            )
        seen.add(item.guid)
    dates = [item.published for item in feed.items if item.published]
    if dates != sorted(dates, reverse=True):
        yield Finding("feed-order", "The newest story does not come first.", _TELL)
    touched = [*dates, *(item.updated for item in feed.items if item.updated)]
    if feed.built and touched and feed.built != max(touched):
        yield Finding("feed-date", "The feed's date is not that of its newest change.", _TELL)


def item_rules(item: ReadItem, where: Surroundings) -> Iterator[Finding]:
    """Hold one item to its rules."""
    name = item.title or item.address or item.guid or "One item"
    needed = {
        "title": item.title,
        "summary": item.summary,
        "full text": item.content,
        "guid": item.guid,
        "address": item.address,
        "date": item.published,
        "author": item.author,
    }
    for what, value in needed.items():
        if not value:
            yield Finding("feed-item", f"“{name}” has no {what} in the feed.", _TELL)
    if item.guid_is_address or _is_web(item.guid):
        yield Finding("feed-guid", f"“{name}” is known by its address, which can change.", _TELL)
    for address in (item.address, *item.pictures, *(each.address for each in item.enclosed)):
        if address and not _is_absolute(address):
            yield Finding(
                "feed-address", f"“{name}” has the address “{address}”, which is not a whole one.", _TELL
            )
    if item.alt == "":
        yield Finding("feed-alt", f"The photo of “{name}” has no alt text in the feed.", "Write its `alt:`.")
    yield from _photo_rules(item, name)
    yield from _size_rules(item, name, where)
    if item.content:
        digest = hashlib.sha256(item.content.encode("utf-8", "surrogatepass")).digest()
        if digest not in where.good_texts:
            found = [*_content_rules(item, name)]
            yield from found
            if not found:
                where.good_texts.add(digest)


def _photo_rules(item: ReadItem, name: str) -> Iterator[Finding]:
    if len(set(item.pictures)) > 1:
        yield Finding(
            "feed-photo", f"“{name}” shows its photo under two addresses: readers show it twice.", _TELL
        )
    if item.pictures and f'src="{item.pictures[0]}"' not in item.content:
        yield Finding(
            "feed-photo", f"The photo of “{name}” is not in its text, where all readers look.", _TELL
        )


def _size_rules(item: ReadItem, name: str, where: Surroundings) -> Iterator[Finding]:
    for each in item.enclosed:
        if not each.address.startswith(f"{where.site}/"):
            continue
        path = each.address.removeprefix(f"{where.site}/")
        size = where.size_of(path)
        if size is None:
            yield Finding("feed-file", f"“{name}” names {path}, which is not on the site.", _REBUILD)
        elif each.size != str(size):
            yield Finding(
                "feed-size", f"“{name}” says {path} has {each.size or 'no'} bytes; it has {size}.", _REBUILD
            )


def _content_rules(item: ReadItem, name: str) -> Iterator[Finding]:
    root = fragment_fromstring(item.content, create_parent="div")
    for element in root.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _LOST or _LOST_ATTRIBUTES & set(element.attrib):
            yield Finding(
                "feed-html", f"“{name}” has <{element.tag}> in its text as readers don't keep it.", _TELL
            )
        yield from _element_rules(element, name)


def _element_rules(element: HtmlElement, name: str) -> Iterator[Finding]:
    for attribute in ("href", "src"):
        address = element.get(attribute)
        if address is not None and not _is_absolute(address):
            yield Finding(
                "feed-address", f"The text of “{name}” links to “{address}”, not a whole address.", _TELL
            )
    if element.tag == "img" and not (element.get("alt") or "").strip():
        yield Finding("feed-alt", f"A picture in the text of “{name}” has no alt text.", "Write its `alt:`.")


def _is_absolute(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in _ABSOLUTE and bool(parts.netloc or parts.scheme in {"mailto", "tel"})


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://"))
