"""Reading WordPress's export file (WXR: RSS 2.0 with WordPress's own elements).

The file comes from somewhere else, so it is read by defusedxml: no entities, nothing fetched.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from goodnews.metadata import unescape
from goodnews.problems import CommandError
from goodnews.story import LONDON

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST = 500_000_000
"""Bytes. WordPress splits its exports long before that."""

_OWN = re.compile(r"\{https?://wordpress\.org/export/[\d.]+/\}")
"""What WordPress's own elements are named in; those of plugins may be called the same."""
_REUSED = re.compile(r'<!-- wp:block \{[^<>]*?"ref":\s*(\d+)[^<>]*/-->')
_MOST_IN_BLOCKS = 1_000_000
"""Characters of the reusable blocks in one post."""
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True)
class Post:
    """One published post, as WordPress holds it.

    Attributes:
        title: plain text, entities and all.
        link: its old address, absolute.
        name: the last part of its address.
        moment: when it was published (aware), or None when the export does not say.
        html: the text, as typed into WordPress: HTML, shortcodes, bare lines.
        excerpt: the summary in HTML, often empty.
        thumbnail: the number of its lead picture's attachment.
        is_welsh: whether a plugin for several languages says so.
    """

    number: str
    title: str
    link: str
    name: str
    moment: datetime | None
    html: str
    excerpt: str
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    thumbnail: str = ""
    is_welsh: bool = False


@dataclass(frozen=True)
class MediaItem:
    """A picture in WordPress's library: where it was, and what was said about it."""

    url: str
    file: str = ""
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Export:
    """What an export holds: posts oldest first, pictures and blocks by number, and what is not for moving."""

    posts: tuple[Post, ...]
    attachments: Mapping[str, MediaItem] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)

    def text_of(self, post: Post) -> str:
        """A post's text with the reusable blocks that it shows; of one that is not there, the mark stays.

        The marks stay, too, where one block is shown so often that it would be megabytes.
        """
        shown = (self.blocks.get(mark[1], "") for mark in _REUSED.finditer(post.html))
        if sum(map(len, shown)) > _MOST_IN_BLOCKS:
            return post.html
        return _REUSED.sub(lambda mark: self.blocks.get(mark[1]) or mark[0], post.html)


def read_export(data: bytes, name: str) -> Export:
    """Read an export file.

    Only published posts without a password are taken: drafts, private posts, pages and comments were never
    meant for this site, and are only counted. CommandError when it is too large, not XML, or not an export of
    WordPress.
    """
    if len(data) > LARGEST:
        raise CommandError(f"“{name}” is larger than 500 MB.", "Export one year at a time from WordPress.")
    posts: list[Post] = []
    blocks: dict[str, str] = {}
    attachments: dict[str, MediaItem] = {}
    left_out = Counter[str]()
    is_wordpress = False
    for item in _items(mend(data), name):
        kind, number = _of(item, "post_type"), _of(item, "post_id")
        is_wordpress = is_wordpress or bool(kind)
        if kind == "attachment":
            attachments[number] = _attachment(item)
        elif kind == "wp_block" and _of(item, "status") == "publish":
            blocks[number] = item.findtext(_CONTENT) or ""
        elif reason := _reason_to_leave(item):
            left_out[reason] += 1
        else:
            posts.append(_post(item))
    if not is_wordpress:
        raise CommandError(
            f"“{name}” is not an export of WordPress.",
            "In WordPress choose Tools, Export, All content, and give the file that it makes.",
        )
    earliest = datetime.min.replace(tzinfo=UTC)
    posts.sort(key=lambda post: (post.moment or earliest, post.number))
    return Export(tuple(posts), attachments, left_out, blocks)


def _items(data: bytes, name: str) -> Iterator["Element"]:
    try:
        for _, element in iterparse(BytesIO(data), events=("end",)):
            if element.tag == "item":
                yield element
                element.clear()
    except ParseError as error:
        line = error.position[0]
        message = f"“{name}” can't be read as XML: it breaks off or is damaged at line {line}."
        raise CommandError(
            message, "Export it again from WordPress, and check that the download is complete."
        ) from None
    except DefusedXmlException:
        message = f"“{name}” defines its own entities, which an export of WordPress never does."
        raise CommandError(message, "Export it again from WordPress; do not use this file.") from None


def _own(item: "Element", name: str) -> Iterator["Element"]:
    """WordPress's own elements of a name, whatever version of the format it is."""
    return (child for child in item.iterfind(f"{{*}}{name}") if _OWN.match(child.tag))


def _of(item: "Element", name: str) -> str:
    return next((child.text or "" for child in _own(item, name)), "").strip()


def _reason_to_leave(item: "Element") -> str:
    kind = _of(item, "post_type")
    if kind != "post":
        return f"{kind or 'unknown'} (not news)"
    if _of(item, "post_password"):
        return "post with a password"
    status = _of(item, "status")
    return "" if status == "publish" else f"{status or 'unpublished'} post"


def _post(item: "Element") -> Post:
    def labels(domain: str) -> tuple[str, ...]:
        names = [(term.text or "").strip() for term in item.iterfind(f"category[@domain='{domain}']")]
        return tuple(dict.fromkeys(label for label in names if label and label.lower() != "uncategorized"))

    languages = item.iterfind("category[@domain='language']")
    return Post(
        number=_of(item, "post_id"),
        title=(item.findtext("title") or "").strip(),
        link=(item.findtext("link") or "").strip(),
        name=_of(item, "post_name"),
        moment=_moment(item),
        html=item.findtext(_CONTENT) or "",
        excerpt=_excerpt(item),
        categories=labels("category"),
        tags=labels("post_tag"),
        thumbnail=_meta(item).get("_thumbnail_id", ""),
        is_welsh=any(term.get("nicename", "").startswith("cy") for term in languages),
    )


def _attachment(item: "Element") -> MediaItem:
    meta = _meta(item)
    return MediaItem(
        url=_of(item, "attachment_url"),
        file=meta.get("_wp_attached_file", ""),
        alt=meta.get("_wp_attachment_image_alt", ""),
        caption=_excerpt(item),
    )


def _excerpt(item: "Element") -> str:
    texts = (child.text or "" for child in item.iterfind("{*}encoded") if "/excerpt/}" in child.tag)
    return next(texts, "").strip()


def _meta(item: "Element") -> dict[str, str]:
    return {_of(meta, "meta_key"): _of(meta, "meta_value") for meta in _own(item, "postmeta")}


def _moment(item: "Element") -> datetime | None:
    """WordPress gives UTC and the site's own time, and for some old posts zeros for one of them."""
    for name, zone in (("post_date_gmt", UTC), ("post_date", LONDON)):
        try:
            # A zone is given in the same breath; strptime alone would be naive.
            moment = datetime.strptime(_of(item, name), "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
            return moment.astimezone(LONDON)
        except (ValueError, OverflowError):
            continue
    return None


_DECLARATION = re.compile(r"<\?xml\b[^<>]*\?>")
_OLD_ENCODING = re.compile(
    rb"<\?xml\b[^>]*encoding\s*=\s*[\"'](?:iso-8859-1|latin-?1|windows-1252|cp1252)", re.IGNORECASE
)
# WordPress writes characters that XML forbids; every reader of its exports has to drop them.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNTOUCHED = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)?", re.IGNORECASE)


def mend(data: bytes) -> bytes:
    r"""Give an export as XML in UTF-8, as well as can be.

    What Windows wrote is read as Windows meant it; what a plugin wrote before or behind the export goes, and
    a bare `&` is one. Nothing is changed within the posts themselves: they are CDATA.

    >>> mend(b"\n<meta charset=utf-8><rss>Tea & toast\x92s</rss>").decode()
    '<rss>Tea &amp; toast’s</rss>'
    """
    text = _FORBIDDEN.sub("", _decode(data))
    start, end = re.search(r"<rss\b", text), text.rfind("</rss>")
    # What defines entities of its own is left as it is, to be refused.
    if start and "<!DOCTYPE" not in text[: start.start()].upper():
        text = text[start.start() : end + len("</rss>") if end > start.start() else len(text)]
    text = _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n")
    pieces = _UNTOUCHED.split(text)
    pieces[::2] = [_AMPERSAND.sub(_ampersand, piece) for piece in pieces[::2]]
    return "".join(pieces).encode()


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if _OLD_ENCODING.search(data[:200]):
        return data.decode("cp1252", errors="replace")
    return data.decode("utf-8", errors="as-windows-meant-it")


def _as_windows_meant_it(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 are Windows-1252, which WordPress's older databases are full of."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("as-windows-meant-it", _as_windows_meant_it)


def _ampersand(match: re.Match[str]) -> str:
    """XML knows five names; HTML's others are what people see, and the rest are words."""
    return escape(_FORBIDDEN.sub("", unescape(match[0])))
