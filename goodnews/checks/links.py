"""Links in a text: safe, whole, and to somewhere."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.markdown.outline import TextLink, Words
from goodnews.problems import Severity

_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*)\s*:")
_INVISIBLE = re.compile(r"[\x00-\x20\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_SITE = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_FILE = re.compile(r"[^/?#:]+\.(?:pdf|docx?|pptx?|xlsx?|mp3|m4a|mp4|mov|jpe?g|png|heic|webp)", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s?/]+@[^@\s?/]+\.[^@\s?/]+")
_MAILTO = re.compile(r"mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?", re.IGNORECASE)
_HOST = re.compile(r"^(?:www\.|[\w-]+\.(?:uk|com|org|net|nhs|example|co)\b)", re.IGNORECASE)

_NO_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]+ [^)\n]*\)")
"""What is written like a link or a picture, and shown as it is written."""


@lru_cache(maxsize=64)  # three rules ask for each link
def scheme_of(href: str) -> str:
    r"""The scheme a browser would see: it looks past spaces and control characters.

    >>> scheme_of("java\tscript:alert(1)")
    'javascript'
    """
    match = _SCHEME.match(_INVISIBLE.sub("", href))
    return match[1].lower() if match else ""


@rule(
    "link-unsafe",
    Severity.ERROR,
    summary="A link leads to a page, an email address or a telephone number, and to nothing else.",
    hint="Use an address that starts with https://, mailto: or tel:, or take the link out.",
    guards=True,
    passing=(
        "---\nSee [the rota](https://www.merrowdale.example/rota/).",
        "---\n[Write to us](mailto:stories@merrowdale.example).",
    ),
    failing=(
        "---\nSee [the rota](javascript:alert(1)).",
        "---\nSee [the rota](data:text/html;base64,PHNjcmlwdD4=).",
        "---\nSee [the rota](JaVaScRiPt&#58;alert(1)).",
        "---\nSee [the rota](file:///etc/passwd).",
    ),
)
def link_unsafe(context: StoryContext) -> Iterator[Found]:
    """A page drops such a link; a person put it there, or somebody who means harm."""
    for link in context.links:
        scheme = scheme_of(link.href)
        if scheme not in {"", "http", "https", "mailto", "tel"} and not _is_bare(link):
            yield Found(link.line, f"{_named(link)} starts with {scheme}:, which we don't publish.")


@rule(
    "link-not-secure",
    Severity.ERROR,
    summary="Links start with https://, never with http://.",
    hint="Try the same address with https:// and use that; a page that has none is better left out.",
    passing=("---\nSee [the rota](https://www.merrowdale.example/rota/).",),
    failing=("---\nSee [the rota](http://www.merrowdale.example/rota/).",),
)
def link_not_secure(context: StoryContext) -> Iterator[Found]:
    """Anyone between reader and page could see it or change it; the page itself leaves the address out."""
    for link in context.links:
        if scheme_of(link.href) == "http" and not _is_bare(link):
            yield Found(link.line, f"{_named(link)} is not secure.")


@rule(
    "link-site",
    Severity.WARNING,
    summary="A link leads to a site whose name is in plain letters.",
    hint="Open it, and see whose site it is: letters of other alphabets look like plain ones, to deceive.",
    allow="when the site is called so",
    passing=("---\nSee [the rota](https://cy.merrowdale.example/tŷ/).",),
    failing=(
        "---\nSee [the rota](https://tŷ.example/).",
        "---\nSee [the rota](https://xn--t-8hb.example/).",
        "video: {url: 'https://xn--vido-dpa.example/w', title: A walk, captions: yes}",
    ),
)
def link_site(context: StoryContext) -> Iterator[Found]:
    """Readers see the words of a link, and editors an address that is nearly a known one."""
    links = [(link.line, _named(link), link.href) for link in context.links]
    for line, subject, href in (*links, *_addresses(context)):
        site = _site(href)
        if not site.isascii() or "xn--" in site:
            yield Found(line, f"{subject} leads to a site with other letters in its name.")


def _addresses(context: StoryContext) -> Iterator[tuple[int, str, str]]:
    """The addresses of films and of what is live, each with its line and what to call it."""
    for name in ("video", "bsl", "live"):
        part = getattr(context.story.meta, name)
        for field in ("url", "watch", "recording"):
            if address := getattr(part, field, None):
                yield context.story.lines(name, field), f"The address in “{name}, {field}”", address


@rule(
    "address-no-link",
    Severity.WARNING,
    summary="An address that is written out, as in a footnote, starts with https://.",
    hint="If the page has an address with https://, use that, and it is a link.",
    passing=("---\nSee https://www.merrowdale.example/rota/.",),
    failing=(
        "---\nSee http://www.merrowdale.example/rota/.",
        "---\nMore.[^1]\n\n[^1]: http://www.merrowdale.example/",
        "---\nMore.[^1]\n\n[^1]: <http://www.merrowdale.example/>",
        "---\nMore.[^1]\n\n[^1]: ftp://files.merrowdale.example/rota.txt",
    ),
)
def address_no_link(context: StoryContext) -> Iterator[Found]:
    """Nobody made a link of it but GitHub's Markdown, and the page shows it as words."""
    for link in context.links:
        if _is_bare(link) and scheme_of(link.href) not in {"", "https", "mailto", "tel"}:
            yield Found(link.line, f"“{_short(link.text)}” is shown as words: only https:// makes a link.")


@rule(
    "link-anchor",
    Severity.WARNING,
    summary="A link within a story leads to a place that there is on its page.",
    hint="Take the link out; a story's headings are no places to link to.",
    passing=("---\nBack to [the top](#top). More.[^1]\n\n[^1]: Ibid.",),
    failing=("---\nSee [the rota](#the-rota).\n\n## The rota\n\nTea at ten.",),
)
def link_anchor(context: StoryContext) -> Iterator[Found]:
    """Somebody who presses it stays where they are."""
    for link in context.links:
        if link.href.startswith("#") and link.href not in {"#", "#top"}:
            yield Found(link.line, f"{_named(link)} leads to no place on the page.")


@rule(
    "link-shape",
    Severity.ERROR,
    summary="A link's address is whole: https:// and all, or a path of this site that starts with /.",
    hint="Copy the whole address out of the browser, or start a path of this site with /, like "
    "/share-your-story/.",
    passing=(
        "---\nSee [the rota](https://www.merrowdale.example/rota/) and [how to share](/share-your-story/).",
    ),
    failing=(
        "---\nSee [the rota](www.merrowdale.example/rota).",
        "---\nSee [the rota](rota.html).",
        "---\nSee [the rota]().",
        "---\nSee [the rota](https:///rota).",
        "---\nSee [the rota](https://rota/).",
        "---\nSee [the rota](https://merrowdale%2eexample/).",
        "---\nSee [the rota](../rota/).",
        "---\nSee [the rota](/\\\\merrowdale.example/rota/).",
        '---\nSee <a href="rota.html">the rota</a>.',
        "---\nSee [the rota](https://www.merrowdale.example/the rota/).",
        "---\nSee [the rota](https://www.merrowdale.example@evil.example/).",
    ),
)
def link_shape(context: StoryContext) -> Iterator[Found]:
    """A relative address works on the story's page and breaks in the feed and on a listing."""
    for link in context.links:
        href, scheme = link.href.strip(), scheme_of(link.href)
        is_page, hint = scheme in {"http", "https"}, ""
        if is_page and not _SITE.fullmatch(_site(href)):
            fault = "has no site in its address"
        elif is_page and "@" in urlsplit(href).netloc:
            fault = "has an @ before its site, to deceive"
        elif scheme == "mailto" and not _MAILTO.fullmatch(href):
            fault = "has no whole email address"
        elif scheme:
            continue
        elif not href:
            fault = "leads nowhere"
        elif "\\" in href:
            fault = "has a \\ in its address"
        elif href.startswith("//"):
            fault = "has no https: in front"
        elif not href.startswith(("/", "#")):
            fault, hint = _not_whole(context, href)
        else:
            continue
        yield Found(link.line, f"{_named(link)} {fault}.", hint)
    for paragraph in (paragraph for outline in context.outlines for paragraph in outline.paragraphs):
        yield from _shown_as_written(paragraph)


def _shown_as_written(paragraph: Words) -> Iterator[Found]:
    for match in _NO_LINK.finditer(paragraph.text):
        yield Found(
            paragraph.line_at(match.start()),
            f"“{_short(match[0])}” is shown as it is written: its address has a space in it.",
            "Write %20 for each space in the address, or put the address between < and >.",
        )


def _not_whole(context: StoryContext, href: str) -> tuple[str, str]:
    if unquote(href) in context.files or _FILE.fullmatch(href):
        named = "name it under photos:, audio: or video:, or put its words into the text."
        return "leads to a file of the folder", f"A file beside a story has no address: {named}"
    scheme = "mailto:" if _EMAIL.fullmatch(href) else "https://" if _HOST.match(href) else ""
    return "has an address that is not whole", f"Write {scheme}{href[:60]}." if scheme else ""


def _is_bare(link: TextLink) -> bool:
    """Whether an address is written out, and is a link only because Markdown makes one of it."""
    return link.text == link.href


def _site(href: str) -> str:
    try:
        return urlsplit(href).hostname or ""
    except ValueError:
        return ""


def _named(link: TextLink) -> str:
    return f"The link “{_short(link.text)}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39]}…"


RULES = (link_unsafe, link_not_secure, link_site, address_no_link, link_anchor, link_shape)
