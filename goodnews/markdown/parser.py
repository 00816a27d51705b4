"""Our Markdown: the library's parser with the extensions that make it read as GitHub reads."""

import re
import string
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    LINK_RE,
    REFERENCE_RE,
    AutolinkInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.betterem import BetterEmExtension
from pymdownx.magiclink import MagiclinkExtension

from goodnews.markdown.blocks import GitHubBlocks
from goodnews.markdown.typography import DirectionTreeprocessor, PlainText, TypographyTreeprocessor

_SIGN = re.compile(r"[\\`*_\[\]<>&~@\x02]")
_AUTOLINK = r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>"
"""CommonMark 6.5: an address of any kind between `<` and `>`, also `tel:`."""
_DELETED = r"(?<!~)(~{1,2})(?=[^~\s])((?:[^~]|(?<=\s)~+(?=\s))+)(?<!\s)\1(?!~)"
"""GitHub's own: words between one or two `~`."""
_SIGNS = ("  \n", "://", "www.", "ftp.")
"""What any inline mark has one of: where there is none, words are words."""


def make_parser() -> tuple[Markdown, GitHubBlocks]:
    """Make a parser, to be reset before each text, and what it is told of the next text with.

    The extensions are given as what they are: by name, the library would look for each among the
    entry points of everything that is installed.

    >>> make_parser()[0].convert("Hello *there*")
    '<p data-line="1">Hello <em>there</em></p>'
    """
    abbreviations = AbbrExtension()
    footnotes = FootnoteExtension(USE_DEFINITION_ORDER=False)
    blocks = GitHubBlocks(footnotes)
    parser = Markdown(
        extensions=[
            abbreviations,
            footnotes,
            blocks,
            BetterEmExtension(),
            MagiclinkExtension(),
        ],
        output_format="html",
    )
    # CommonMark 2.4 and 6.7: any sign can be escaped, and the end of a line is one.
    parser.ESCAPED_CHARS = list(string.punctuation)
    patterns = parser.inlinePatterns
    patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 185)
    patterns.register(_NamedLink(REFERENCE_RE, parser), "reference", 170)
    patterns.register(_Link(LINK_RE, parser), "link", 160)
    patterns.register(_Image(IMAGE_LINK_RE, parser), "image_link", 150)
    patterns.register(_NamedImage(IMAGE_REFERENCE_RE, parser), "image_reference", 140)
    patterns.register(SimpleTagInlineProcessor(_DELETED, "del"), "deleted", 65)
    patterns.register(AutolinkInlineProcessor(_AUTOLINK, parser), "autolink", 120)
    # Once more, for one between the marks of emphasis.
    patterns.register(patterns["magic-mail"], "mail-in-emphasis", 5)
    parser.treeprocessors.register(_PlainWords(parser, abbreviations), "plain-words", 21)
    parser.treeprocessors.register(_WebAddresses(parser), "web-addresses", 12)
    # Once all words are there: behind the abbreviations.
    parser.treeprocessors.register(TypographyTreeprocessor(parser), "typography", 6)
    parser.treeprocessors.register(DirectionTreeprocessor(parser), "direction", 5)
    return parser, blocks


class _PlainWords(Treeprocessor):
    """Spares the library looking for eighteen kinds of mark in words that have none: most of a text."""

    def __init__(self, parser: Markdown, abbreviations: AbbrExtension) -> None:
        super().__init__(parser)
        self._abbreviations = abbreviations

    def run(self, root: Element) -> None:
        if self._abbreviations.abbrs:  # type: ignore[attr-defined]  # the stubs lack it
            return  # they may be any words
        for element in root.iter():
            words = element.text
            if words and not isinstance(words, AtomicString) and not _has_mark(words):
                element.text = PlainText(words)


def _has_mark(words: str) -> bool:
    # Two looks: one pattern for all of this takes four times as long.
    return _SIGN.search(words) is not None or any(map(words.lower().__contains__, _SIGNS))


class _WebAddresses(Treeprocessor):
    """Has `www.merrowdale.example`, as people write addresses, lead to the secure site."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("href") == f"http://{link.text}":
                link.set("href", f"https://{link.text}")


_NAME = re.compile(r"\[([^\]]*)\]")
"""What a link's address is called, right behind its words: behind a space it is a link of its own."""


class _NamedLink(ReferenceInlineProcessor):
    RE_LINK = _NAME


class _NamedImage(ImageReferenceInlineProcessor):
    RE_LINK = _NAME


class _Link(LinkInlineProcessor):
    """A link, unless its address has a space and no `<>` around it: then it is words, as on GitHub."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        href, title, end, is_link = super().getLink(data, index)
        return href, title, end, is_link and (" " not in href or data.startswith("(<", index))


class _Image(_Link, ImageInlineProcessor):
    """An image, by the same rule."""
