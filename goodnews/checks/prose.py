"""A story's Markdown taken apart: headings, links, pictures, paragraphs, each with its line."""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from goodnews.checks.plain_blocks import Kind, blocks_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; level 2 is written `##`."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class LinkText:
    """A link: the words one clicks, and where it leads."""

    line: int
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture placed in the text."""

    line: int
    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that are read aloud: no addresses, no code, no marks of Markdown."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """All of a text's parts, each kind in order."""

    headings: tuple[Heading, ...] = ()
    links: tuple[LinkText, ...] = ()
    pictures: tuple[Picture, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    html: tuple[Paragraph, ...] = ()
    emphasised: tuple[Paragraph, ...] = ()


@cache
def _markdown() -> "MarkdownIt":
    """One parser for all texts; it keeps nothing between two of them."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most stories need no parser

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    # Links are judged here, so bad ones must be seen rather than dropped.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def read_prose(source: str, first_line: int = 1) -> Prose:
    r"""Take Markdown apart.

    >>> read_prose("## On *shift*\n\nSee [the rota](/rota/).").headings
    (Heading(line=1, level=2, text='On shift'),)
    """
    parts = _Parts()
    # Lines end with a newline here, as `decode` leaves them; a parser would take others for ends as well.
    for block in blocks_of(source.replace("\r", " ")):
        line = first_line + block.line
        match block.kind:
            case Kind.MARKED:
                _parse(parts, block.text, line)
            case Kind.HEADING:
                signs, _, words = block.text.partition(" ")
                parts.headings.append(Heading(line, len(signs), words.strip()))
            case Kind.LIST:
                items = block.text.split("\n")
                parts.paragraphs += [Paragraph(line + at, item[2:].strip()) for at, item in enumerate(items)]
            case Kind.QUOTE:
                parts.paragraphs.append(Paragraph(line, block.text[2:].replace("\n> ", "\n").strip()))
            case Kind.PARAGRAPH:
                parts.paragraphs.append(Paragraph(line, block.text.strip()))
    return parts.prose()


def _parse(parts: "_Parts", source: str, first_line: int) -> None:
    """Take apart what has marks of Markdown in it."""
    level = 0
    line = first_line
    for token in _markdown().parse(source):
        if token.map:
            line = first_line + token.map[0]
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "html_block":
            parts.html.append(Paragraph(line, token.content))
        elif token.type == "inline":
            text = parts.read(token.children or [], line).strip()
            if level:
                parts.headings.append(Heading(line, level, text))
            elif text:
                parts.paragraphs.append(Paragraph(line, text))
            level = 0


@dataclass
class _Parts:
    """Parts as they are met."""

    headings: list[Heading] = field(default_factory=list)
    links: list[LinkText] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    html: list[Paragraph] = field(default_factory=list)
    emphasised: list[Paragraph] = field(default_factory=list)

    def prose(self) -> Prose:
        return Prose(
            tuple(self.headings),
            tuple(self.links),
            tuple(self.pictures),
            tuple(self.paragraphs),
            tuple(self.html),
            tuple(self.emphasised),
        )

    def read(self, tokens: "list[Token]", line: int) -> str:
        """Walk the inside of one block, counting its lines; give its words."""
        words: list[str] = []
        links: list[tuple[int, int, str]] = []
        slanted: list[tuple[int, int]] = []
        for token in tokens:
            match token.type:
                case "text":
                    words.append(token.content)
                case "softbreak" | "hardbreak":
                    words.append("\n")
                    line += 1
                case "link_open":
                    links.append((line, len(words), str(token.attrGet("href") or "")))
                case "link_close":
                    start, at, href = links.pop()
                    self.links.append(LinkText(start, "".join(words[at:]).strip(), href))
                case "em_open":
                    slanted.append((line, len(words)))
                case "em_close":
                    start, at = slanted.pop()
                    self.emphasised.append(Paragraph(start, "".join(words[at:]).strip()))
                case "image":
                    self.pictures.append(Picture(line, str(token.attrGet("src") or ""), token.content))
                case "html_inline":
                    self.html.append(Paragraph(line, token.content))
        return "".join(words)
