"""Checking finished feeds: the last look before they are delivered.

What is asked goes beyond validators: they miss a missing full text and a missing alt text; readers do not.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement, fragment_fromstring

from goodnews.feeds.parse import NotAFeed, ReadFeed, ReadItem, read_feed
from goodnews.problems import Problem, Severity

_LOST = {"iframe", "script", "style", "object", "embed", "form", "video", "audio", "picture", "svg"}
_LOST_ATTRIBUTES = {"style", "class", "id", "srcset"}
_ABSOLUTE = {"https", "http", "mailto", "tel"}
_TELL = "Tell whoever looks after the site: this is the software's fault, not a writer's."
_REBUILD = "Build the site again."


@dataclass(frozen=True, slots=True)
class FeedContext:
    """Where a feed is: its file, its site's address without a slash, its own address, the site's files.

    `size_of` gives the size in bytes of a file by its path on the site, None when there is none.
    `good_texts` are digests of the texts in which nothing was found: a story is in six feeds or more,
    each in two formats, and every one of them is read, but the same text is judged once.
    """

    file: str
    site: str
    address: str
    size_of: Callable[[str], int | None]
    good_texts: set[bytes]

    def problem(
        self, code: str, message: str, hint: str = _TELL, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Something that is wrong in this feed."""
        return Problem(self.file, 1, severity, code, message, hint)


def check_feed(
    data: bytes,
    path: str,
    *,
    site: str,
    size_of: Callable[[str], int | None],
    good_texts: set[bytes] | None = None,
) -> tuple[Problem, ...]:
    """Hold one RSS 2.0 or JSON Feed file to the rules; nothing when readers and their users will be happy.

    It is at `path` on the site, `tags/nursing/feed.xml`. `site` is the site's address, without a slash at
    its end; `size_of` gives the size in bytes of a file by its path, None when there is none. Give the same
    set of `good_texts` with every feed of a site, and a text that is in many of them is judged once.
    """
    texts = set[bytes]() if good_texts is None else good_texts
    context = FeedContext(f"output/{path}", site, f"{site}/{path}", size_of, texts)
    try:
        feed = read_feed(data)
    except NotAFeed as error:
        return (context.problem("feed-form", str(error), _REBUILD),)
    items = (problem for item in feed.items for problem in _check_item(item, context))
    return (*_check_channel(feed, context), *items)


def _check_channel(feed: ReadFeed, context: FeedContext) -> Iterator[Problem]:
    required = {"title": feed.title, "description": feed.description, "link home": feed.home}
    for name, text in {**required, "link to itself": feed.self_address}.items():
        if not text:
            yield context.problem("feed-incomplete", f"The feed has no {name}.")
    if feed.self_address and feed.self_address != context.address:
        message = f"The feed says it stands at {feed.self_address}, not {context.address}."
        yield context.problem("feed-self", message, _REBUILD)
    for link in (feed.home, *feed.links):
        if link and not _is_absolute(link):
            yield context.problem("feed-address", f"The feed's address “{link}” is not a whole one.")
    if not feed.items:
        # Before the first story the site's own feeds are empty; a term without a story has none.
        early = context.address in {f"{context.site}/feed.xml", f"{context.site}/feed.json"}
        severity = Severity.WARNING if early else Severity.ERROR
        yield context.problem("feed-empty", "The feed tells no story.", "Publish a story.", severity)
    for guid, count in Counter(item.guid for item in feed.items).items():
        if guid and count > 1:
            message = f"Two items have the guid {guid}."
            yield context.problem("feed-guid", message, "Give one story another `id:`.")
    dates = [item.published for item in feed.items if item.published]
    if dates != sorted(dates, reverse=True):
        yield context.problem("feed-order", "The newest story does not come first.")
    changes = [*dates, *(item.updated for item in feed.items if item.updated)]
    if feed.built and changes and feed.built != max(changes):
        yield context.problem("feed-date", "The feed's date is not that of its newest change.")


def _check_item(item: ReadItem, context: FeedContext) -> Iterator[Problem]:
    name = item.title or item.address or item.guid or "One item"
    required = {
        "title": item.title,
        "summary": item.summary,
        "full text": item.content,
        "guid": item.guid,
        "address": item.address,
        "date": item.published,
        "author": item.author,
    }
    for part, value in required.items():
        if not value:
            yield context.problem("feed-item", f"“{name}” has no {part} in the feed.")
    if item.guid_is_address or item.guid.startswith(("http://", "https://")):
        yield context.problem("feed-guid", f"“{name}” is known by its address, which can change.")
    for address in (item.address, *item.pictures, *(file.address for file in item.enclosed)):
        if address and not _is_absolute(address):
            message = f"“{name}” has the address “{address}”, which is not a whole one."
            yield context.problem("feed-address", message)
    if item.alt == "":
        message = f"The photo of “{name}” has no alt text in the feed."
        yield context.problem("feed-alt", message, "Write its `alt:`.")
    if len(set(item.pictures)) > 1:
        message = f"“{name}” shows its photo under two addresses: readers show it twice."
        yield context.problem("feed-photo", message)
    if item.pictures and f'src="{item.pictures[0]}"' not in item.content:
        message = f"The photo of “{name}” is not in its text, where all readers look."
        yield context.problem("feed-photo", message)
    yield from _check_sizes(item, name, context)
    yield from _check_content(item, name, context)


def _check_sizes(item: ReadItem, name: str, context: FeedContext) -> Iterator[Problem]:
    for file in item.enclosed:
        if not file.address.startswith(f"{context.site}/"):
            continue
        path = file.address.removeprefix(f"{context.site}/")
        size = context.size_of(path)
        if size is None:
            yield context.problem("feed-file", f"“{name}” names {path}, which is not on the site.", _REBUILD)
        elif file.size != str(size):
            message = f"“{name}” says {path} has {file.size or 'no'} bytes; it has {size}."
            yield context.problem("feed-size", message, _REBUILD)


def _check_content(item: ReadItem, name: str, context: FeedContext) -> Iterator[Problem]:
    digest = hashlib.sha256(item.content.encode("utf-8", "surrogatepass")).digest()
    if not item.content or digest in context.good_texts:
        return
    root = fragment_fromstring(item.content, create_parent="div")
    problems = [
        problem
        for element in root.iterdescendants()
        if isinstance(element.tag, str)
        for problem in _check_element(element, name, context)
    ]
    yield from problems
    if not problems:
        context.good_texts.add(digest)


def _check_element(element: HtmlElement, name: str, context: FeedContext) -> Iterator[Problem]:
    if element.tag in _LOST or _LOST_ATTRIBUTES & set(element.attrib):
        message = f"“{name}” has <{element.tag}> in its text as readers don't keep it."
        yield context.problem("feed-html", message)
    for attribute in ("href", "src"):
        address = element.get(attribute)
        if address is not None and not _is_absolute(address):
            message = f"The text of “{name}” links to “{address}”, not a whole address."
            yield context.problem("feed-address", message)
    if element.tag == "img" and not (element.get("alt") or "").strip():
        message = f"A picture in the text of “{name}” has no alt text."
        yield context.problem("feed-alt", message, "Write its `alt:`.")


def _is_absolute(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in _ABSOLUTE and bool(parts.netloc or parts.scheme in {"mailto", "tel"})
