"""One reading of a built HTML page: all that the inspections ask of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_ADDRESSES = frozenset({"href", "src", "poster", "action", "data", "data-src", "data-poster"})
_SETS = frozenset({"srcset", "imagesrcset", "data-srcset"})
_SHOWN = frozenset({"og:image", "twitter:image", "og:url"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Named:
    """One address that a file of the site names, and the line it stands on."""

    address: str
    line: int


@dataclass(frozen=True, slots=True)
class HtmlFacts:
    """What one page is and names; an empty text is one that is missing.

    Attributes:
        names: every address on it, in order.
        anchors: the places on it that a link can lead to.
        build: the build it says it belongs to; None when it says none.
        hidden: whether it asks search engines to leave it out, or sends readers on.
        headings: the levels of its headings, in order.
        policy: the Content-Security-Policy it says by itself.
        scripts: the addresses of its scripts; an empty one for a script that stands in it.
        unnamed: links and pictures that have no words for those who can't see them, each with its address.
    """

    names: tuple[Named, ...] = ()
    anchors: frozenset[str] = frozenset()
    title: str = ""
    language: str = ""
    build: str | None = None
    hidden: bool = False
    headings: tuple[int, ...] = ()
    policy: str = ""
    scripts: tuple[str, ...] = ()
    unnamed: tuple[tuple[str, str], ...] = ()


def read_html(data: bytes) -> HtmlFacts:
    """Read a page as a browser would parse it; never fails, as browsers never do."""
    root = etree.HTML(data, parser=etree.HTMLParser(encoding="utf-8")) if data.strip() else None
    if root is None:
        return HtmlFacts()
    names: list[Named] = []
    anchors: set[str] = set()
    for element in root.iter(etree.Element):
        line = int(getattr(element, "sourceline", None) or 1)
        for key, raw in element.attrib.items():
            value = str(raw).strip()
            if key in _ADDRESSES:
                names.append(Named(value, line))
            elif key in _SETS:
                names += [Named(part.split()[0], line) for part in value.split(",") if part.strip()]
            elif key == "id" or (key == "name" and element.tag == "a"):
                anchors.add(value)
            elif key == "content" and element.get("property", element.get("name", "")) in _SHOWN:
                names.append(Named(value, line))
    build = root.find(".//meta[@name='build'][@content]")
    robots = root.xpath("string(//meta[@name='robots']/@content)")
    forwards = root.xpath("boolean(//meta[translate(@http-equiv,'REFSH','refsh')='refresh'])")
    return HtmlFacts(
        tuple(names),
        frozenset(anchors),
        title=" ".join((root.findtext(".//head/title") or "").split()),
        language=root.get("lang", ""),
        build=build.get("content") if build is not None else None,
        hidden="noindex" in str(robots) or bool(forwards),
        headings=tuple(_HEADINGS.index(str(element.tag)) + 1 for element in root.iter(*_HEADINGS)),
        policy=str(root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")),
        scripts=tuple(script.get("src", "") for script in root.iter("script")),
        unnamed=tuple(_unnamed(root)),
    )


def _unnamed(root: "_Element") -> Iterator[tuple[str, str]]:
    for picture in root.iter("img"):
        if picture.get("alt") is None:
            src = picture.get("src", "")
            yield f"the picture {src[-60:]} has no alt text", src
    for link in root.iter("a"):
        words = "".join(map(str, link.itertext())).strip() or link.get("aria-label") or link.get("title")
        pictured = any((picture.get("alt") or "").strip() for picture in link.iter("img"))
        href = link.get("href")
        if href and not (words or pictured or link.get("aria-labelledby")):
            yield f"the link to {href[-60:]} has no words", href
