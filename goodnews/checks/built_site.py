"""The built site: what only shows when all pages stand side by side.

Whether internal links lead anywhere is looked at where the site is inspected before delivery; here it is
what they say, whether they are secure, and whether every page can be found.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from goodnews.problems import Problem, Severity

if TYPE_CHECKING:
    from lxml import html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen on one page.

    Attributes:
        path: in the output, `stories/2026/a-night/index.html`.
        title: of the page; empty when it has none.
        language: of the page; empty when it says none.
        hidden: whether it asks search engines to leave it out, or sends readers on.
        links: what it links to, as paths in the output.
        insecure: addresses that start with http:.
        headings: the levels of its headings, in order.
        unnamed: links and pictures that have no words for those who can't see them.
    """

    path: str
    title: str = ""
    language: str = ""
    hidden: bool = False
    links: frozenset[str] = frozenset()
    insecure: tuple[str, ...] = ()
    headings: tuple[int, ...] = ()
    unnamed: tuple[str, ...] = field(default=())


def check_site(output: Path, site_url: str) -> tuple[Problem, ...]:
    """Look at every HTML page of the built site.

    Args:
        output: the folder the site was built into.
        site_url: its public address, so that its own absolute links are known.
    """
    pages = [
        look(path.relative_to(output).as_posix(), path.read_bytes(), site_url) for path in _pages(output)
    ]
    found = [problem for page in pages for rule in PAGE_RULES for problem in rule(page)]
    return tuple(sorted([*found, *_orphans(pages)]))


def look(path: str, data: bytes, site_url: str) -> Seen:
    """See one page as a browser would parse it."""
    from lxml import etree, html  # noqa: PLC0415 - nobody who checks stories needs it

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return Seen(path)
    addresses = [
        value.strip()
        for element in root.iter("a", "link", "img", "source", "script", "video", "audio", "form", "iframe")
        for name in ("href", "src", "action", "poster")
        if (value := element.get(name))
    ]
    robots = root.xpath("string(//meta[@name='robots']/@content)")
    forwards = root.xpath("boolean(//meta[translate(@http-equiv,'REFSH','refsh')='refresh'])")
    return Seen(
        path,
        title=" ".join((root.findtext(".//head/title") or "").split()),
        language=root.get("lang", ""),
        hidden="noindex" in str(robots) or bool(forwards),
        links=frozenset(filter(None, (_path(address, path, site_url) for address in addresses))),
        # A trial on this machine has an address of its own that is not secure; `site-address` says so once.
        insecure=tuple(
            address
            for address in addresses
            if address.lower().startswith("http://") and not address.startswith(site_url)
        ),
        headings=tuple(_HEADINGS.index(str(element.tag)) + 1 for element in root.iter(*_HEADINGS)),
        unnamed=tuple(_unnamed(root)),
    )


def _pages(output: Path) -> list[Path]:
    return sorted(path for path in output.rglob("*.html") if "pagefind" not in path.parts)


def _path(address: str, page: str, site_url: str) -> str | None:
    """The page of this site that an address means; None for everything else."""
    try:
        parts = urlsplit(urljoin(f"{site_url}/{page}", urldefrag(address)[0]))
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc != urlsplit(site_url).netloc:
        return None
    path = unquote(parts.path).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _unnamed(root: "html.HtmlElement") -> Iterator[str]:
    for picture in root.iter("img"):
        if picture.get("alt") is None:
            yield f"the picture {picture.get('src', '')[-60:]} has no alt text"
    for link in root.iter("a"):
        words = " ".join(link.itertext()).strip() or link.get("aria-label") or link.get("title")
        pictured = any((picture.get("alt") or "").strip() for picture in link.iter("img"))
        drawn = any("".join(title.itertext()).strip() for title in link.iter("title"))
        if link.get("href") and not (words or pictured or drawn or link.get("aria-labelledby")):
            yield f"the link to {link.get('href', '')[-60:]} has no words"


def _problem(page: str, severity: Severity, code: str, what: str, fix: str) -> Problem:
    return Problem(f"output/{page}", 1, severity, code, what, fix)


_TELL = "Tell whoever looks after the site's pages."


def _insecure(page: Seen) -> Iterator[Problem]:
    for address in dict.fromkeys(page.insecure):
        what = f"This page uses {address[:80]}, which is not secure."
        yield _problem(
            page.path,
            Severity.ERROR,
            "built-not-secure",
            what,
            "Use its address with https://, or leave it out.",
        )


def _named(page: Seen) -> Iterator[Problem]:
    for what in dict.fromkeys(page.unnamed):
        yield _problem(page.path, Severity.ERROR, "built-no-words", f"On this page, {what}.", _TELL)
    if not page.hidden and not (page.title and page.language):
        missing = "title" if not page.title else "language"
        yield _problem(page.path, Severity.ERROR, "built-no-words", f"This page has no {missing}.", _TELL)


def _stepped(page: Seen) -> Iterator[Problem]:
    if page.hidden:
        return
    if page.headings.count(1) != 1:
        what = f"This page has {page.headings.count(1)} main headings; it needs exactly one."
        yield _problem(page.path, Severity.ERROR, "built-headings", what, _TELL)
    above = page.headings[0] if page.headings else 1
    for level in page.headings:
        if level > above + 1:
            what = f"A heading of level {level} follows one of level {above}."
            yield _problem(page.path, Severity.WARNING, "built-headings", what, _TELL)
        above = level


def _orphans(pages: list[Seen]) -> Iterator[Problem]:
    """Pages that no reader can reach from the home page by following links."""
    by_path = {page.path: page for page in pages}
    reached: set[str] = set()
    ahead = ["index.html"]
    while ahead:
        path = ahead.pop()
        if path in by_path and path not in reached:
            reached.add(path)
            ahead.extend(by_path[path].links - reached)
    for page in pages:
        if (
            page.path not in reached
            and not page.hidden
            and not re.search(r"(^|/)(404|50x)\.html$", page.path)
        ):
            what = "No page links here, so nobody can find it."
            yield _problem(page.path, Severity.WARNING, "built-orphan", what, "Link to it, or take it out.")


PAGE_RULES: tuple[Callable[[Seen], Iterator[Problem]], ...] = (_insecure, _named, _stepped)
