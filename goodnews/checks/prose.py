"""A story's Markdown taken apart; a parser is only asked about what is not plain to see."""

from functools import cache
from typing import TYPE_CHECKING

from goodnews.checks.parts import Heading, Paragraph, Parts, Prose
from goodnews.checks.plain_blocks import Kind, blocks_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


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
    parts = Parts()
    # Lines end with a newline here, as `decode` leaves them; a parser would take others for ends as well.
    for block in blocks_of(source.replace("\r", " ")):
        line, text = first_line + block.line, block.text
        match block.kind:
            case Kind.PARAGRAPH:
                parts.add_paragraph(parts.read_plain(text, line), line)
            case Kind.HEADING:
                signs, _, words = text.partition(" ")
                parts.headings.append(Heading(line, len(signs), parts.read_plain(words, line).strip()))
            case Kind.LIST:
                for at, item in enumerate(text.split("\n"), line):
                    parts.add_paragraph(parts.read_plain(item[2:], at), at)
            case Kind.QUOTE:
                parts.add_paragraph(parts.read_plain(text[2:].replace("\n> ", "\n"), line), line)
            case Kind.MARKED:
                _parse(parts, text, line)
    return parts.prose()


def _parse(parts: Parts, source: str, first_line: int) -> None:
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
            text = parts.read(token.children or [], line)
            if level:
                parts.headings.append(Heading(line, level, text.strip()))
            else:
                parts.add_paragraph(text, line)
            level = 0
