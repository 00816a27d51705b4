"""What readers get of a text: its words, headings, links and pictures, each with its line in the file.

It is read off the very HTML that goes into the page, so the checks look at what readers see.
"""

import re
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from goodnews.markdown.blocks import HEADINGS, INLINE, LINE
from goodnews.markdown.figures import Picture
from goodnews.markdown.sanitise import ALLOWED_TAGS

_CELLS = frozenset({"td", "th"})
_UNREAD = frozenset({"script", "style"})
_CODE = frozenset({"pre", "code"})
_EMPHASIS = frozenset({"em", "i"})
_PLAIN_ATTRIBUTES = frozenset(
    {"href", "title", "class", "id", "align", "dir", "lang", "start", "data-photo", "data-task", LINE}
)


# In sanitised HTML every other < is escaped, and so is every quotation mark in a value.
_TOKEN = re.compile(r'([^<]+)|<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_DECLARATION = re.compile("<(?=[!?](?!--))")
"""What has no meaning in a page, and makes Python's reader of HTML give up."""
_LINE_SAID = re.compile(rf' {LINE}="(\d{{1,6}})"')
_UNSHOWN = frozenset({"title", "alt", "id", "start"})
_LONGEST_COUNT = 4
"""Digits of the number that a list begins with, of a year at most; a longer one may be somebody's."""
_NAMED_NOTE = re.compile("fn(?:ref[23]?)?:.{4}")
"""A footnote whose name may say more than its number."""


class Words(NamedTuple):
    """Some words, and the line they start on; a line within them goes on as it does in the file."""

    line: int
    text: str

    def line_at(self, position: int) -> int:
        """The line of the file that the character at `position` is on."""
        return self.line + self.text.count("\n", 0, position)


class Heading(NamedTuple):
    """A heading; level 2 is written `##`."""

    line: int
    level: int
    text: str


class TextLink(NamedTuple):
    """A link: the words one clicks, and where it leads as it is written; a page may leave that out."""

    line: int
    text: str
    href: str


class Tag(NamedTuple):
    """The start of an element that a writer put into the text as HTML."""

    line: int
    name: str
    attributes: tuple[str, ...]


class Outline(NamedTuple):
    """A text's parts, each kind in order.

    Attributes:
        blocks: the words of each block, code and all.
        paragraphs: words that are read aloud: no headings, no code.
        headings: its headings.
        links: its links, but for those between a footnote and its place.
        pictures: its pictures, whether the page shows them or not.
        emphasised: words in italics.
        asides: words that show only when somebody asks for them, or never: the long form of an abbreviation,
            a comment, a link's title, what is written of a picture.
        tags: HTML that the page leaves out.
        unrendered: Markdown within HTML that is shown as it is written.
        unended: the comment that never ends, if there is one: nobody sees what follows.
    """

    blocks: tuple[Words, ...] = ()
    paragraphs: tuple[Words, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[TextLink, ...] = ()
    pictures: tuple[Picture, ...] = ()
    emphasised: tuple[Words, ...] = ()
    asides: tuple[Words, ...] = ()
    tags: tuple[Tag, ...] = ()
    unrendered: tuple[Words, ...] = ()
    unended: tuple[Words, ...] = ()

    def text(self, first_line: int) -> str:
        """All words, each block on its own line of the file, counted from `first_line`.

        Between two blocks there is a sign, so that no number goes on from one to the other.
        """
        laid: list[str] = []
        line = first_line
        for block in sorted(self.blocks, key=lambda each: each.line):
            if laid:
                laid.append("\n" * (block.line - line) + "- " if block.line > line else " | ")
            else:
                laid.append("\n" * (block.line - line))
            laid.append(block.text)
            line = max(line, block.line) + block.text.count("\n")
        return "".join(laid)


def read_outline(written: str, shown: str, *, has_html: bool, lines: range) -> Outline:
    """Read the outline of a text, but for what HTML does not say: its pictures, and unrendered Markdown.

    Args:
        written: its HTML before it was sanitised.
        shown: its HTML afterwards.
        has_html: whether the writer used any HTML.
        lines: the numbers of its lines.
    """
    page = source = _Reader(lines)
    page.read_sanitised(shown)
    start = written.rfind("<!--")
    is_open = start >= 0 and "-->" not in written[start + 2 :]
    if has_html or ' title="' in written or any(not link.href for link in page.links):
        source = _Reader(lines)
        source.read(_DECLARATION.sub("&lt;", written + "-->" if is_open else written))
    return Outline(
        blocks=tuple(page.blocks),
        paragraphs=tuple(page.paragraphs),
        headings=tuple(page.headings),
        links=tuple(source.links),
        emphasised=tuple(page.emphasised),
        asides=(*source.asides, *source.comments),
        tags=tuple(source.tags),
        unended=tuple(source.comments[-1:]) if is_open else (),
    )


class _Reader(HTMLParser):
    """Reads HTML whose blocks say on which line they start."""

    def __init__(self, lines: range) -> None:
        super().__init__()
        self.blocks: list[Words] = []
        self.paragraphs: list[Words] = []
        self.headings: list[Heading] = []
        self.links: list[TextLink] = []
        self.emphasised: list[Words] = []
        self.asides: list[Words] = []
        self.comments: list[Words] = []
        self.tags: list[Tag] = []
        self._lines = lines
        self._line = self._start = lines.start
        self._words: list[str] = []
        self._spoken: list[str] = []
        """The words of the block that is being read, and those of them that are no code."""
        self._opened: list[tuple[str, int, int, str]] = []
        """Of each open link and emphasis, its element, line, place among the words, and address."""
        self._silent = ""
        """The element that is open whose words nobody reads."""
        self._code = 0
        self._between = False
        """Whether a cell has ended and none has begun."""

    def read(self, html: str) -> None:
        """Read it all."""
        self.feed(html)
        self.close()
        self._end_block()

    def read_sanitised(self, html: str) -> None:
        """Read what was sanitised: the same, and in a fraction of the time."""
        for words, ends, tag, attributes in _TOKEN.findall(html):
            if words:
                self.handle_data(unescape(words))
            elif ends:
                self.handle_endtag(tag)
            else:
                values = _ATTRIBUTE.findall(attributes)
                self.handle_starttag(tag, [(name, unescape(value)) for name, value in values])
        self._end_block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(reversed(attrs))  # of two with one name, browsers take the first
        if tag in _CELLS and self._words:
            self._add(" | ")
        elif tag not in INLINE and tag not in _CELLS:
            self._end_block()
        if (number := attributes.get(LINE) or "").isdecimal():
            self._set_line(int(number))
        if tag not in ALLOWED_TAGS or not attributes.keys() <= _PLAIN_ATTRIBUTES:
            self.tags.append(Tag(self._line, tag, tuple(attributes)))
        if not _UNSHOWN.isdisjoint(attributes):
            self._set_aside(attributes)
        if tag == "br":
            self._add(" ")
        elif tag in _UNREAD or (attributes.get("class") or "").startswith("footnote-"):
            self._silent = self._silent or tag
        elif tag == "a" and "href" in attributes:
            self._opened.append((tag, self._line, len(self._words), (attributes["href"] or "").strip()))
        elif tag == "a" or tag in _EMPHASIS:
            self._opened.append((tag, self._line, len(self._words), ""))
        elif tag in _CODE:
            self._code += 1

    def _set_aside(self, attributes: dict[str, str | None]) -> None:
        """Keep what an element says beside its words, but for the library's own words for a footnote."""
        title, alt, name = (attributes.get(attribute) or "" for attribute in ("title", "alt", "id"))
        if (attributes.get("class") or "").startswith("footnote-"):
            return
        if len(start := attributes.get("start") or "") > _LONGEST_COUNT:
            self.blocks.append(Words(self._line, start))
        said = (title, alt, name if _NAMED_NOTE.match(name) else "")
        self.asides += [Words(self._line, words) for words in said if words]

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in _CODE:
            self._code = max(0, self._code - 1)
        elif self._opened and self._opened[-1][0] == tag:
            _, line, start, href = self._opened.pop()
            words = Words(line, "".join(self._words[start:]).strip())
            if tag == "a":
                self.links.append(TextLink(*words, href))
            else:
                self.emphasised.append(words)
        if tag in _CELLS:
            self._between = True
        elif tag not in INLINE:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if self._silent or (data.isspace() and (self._between or not self._words)):
            return
        self._between = False
        if not self._words:
            words = data.lstrip()
            self._set_line(self._line + data[: len(data) - len(words)].count("\n"))
            self._start, data = self._line, words
        elif data.startswith("\n") and self._words[-1] == " ":
            self._words[-1] = ""
        self._set_line(self._line + data.count("\n"))
        self._add(data)

    def handle_comment(self, data: str) -> None:
        if said := _LINE_SAID.match(data):
            self._set_line(int(said[1]))
            data = data[said.end() :]
        self.comments.append(Words(self._line, data.strip()))

    def _set_line(self, number: int) -> None:
        self._line = min(max(number, self._lines.start), self._lines.stop - 1)

    def _add(self, words: str) -> None:
        self._words.append(words)
        self._spoken.append("" if self._code else words)

    def _end_block(self, tag: str = "") -> None:
        text, spoken = "".join(self._words).strip(), "".join(self._spoken).strip()
        level = int(tag[1]) if tag in HEADINGS else 0
        if level:
            self.headings.append(Heading(self._start if text else self._line, level, spoken))
        elif spoken:
            self.paragraphs.append(Words(self._start, spoken))
        if text:
            self.blocks.append(Words(self._start, text))
        self._words, self._spoken = [], []
