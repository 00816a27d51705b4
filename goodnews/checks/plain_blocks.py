"""The parts of a Markdown text that are plain words, told from those that a parser has to read.

Most paragraphs of most stories are plain: what a parser makes of them is what stands there, and a parser
takes a hundred times as long to say so. Anything in the least doubtful counts as marked.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from goodnews.checks.plain_marks import LETTER, MARK


class Kind(Enum):
    """What a block is."""

    PARAGRAPH = auto()
    HEADING = auto()
    LIST = auto()
    QUOTE = auto()
    MARKED = auto()


class Block(NamedTuple):  # a tuple, as there are many of them and each is soon forgotten
    """Lines between two blank ones; several blocks with marks in a row are one.

    Attributes:
        kind: what it is; a parser has to read it when it is `MARKED`.
        line: its first line within the text, counted from 0.
        text: its lines, as they were written.
    """

    kind: Kind
    line: int
    text: str


# How a line starts decides what a block is, so it is a letter, a quotation mark, a digit of no list, or a
# plain mark.
_LINE = rf"(?:[^\W\d_]|[“‘\"'(£]|\d(?!\d*[.)])|{MARK}){LETTER}*+(?:{MARK}{LETTER}*+)*"
# No group is possessive that has another in it: before 3.11.5 Python then finds nothing.
_NEXT = r"(?:\n(?!\Z)|\Z)"
"""Between two lines, or behind the last: so each pattern has the line only once, which is slow to compile."""
_PARAGRAPH = Kind.PARAGRAPH, re.compile(rf"(?:{_LINE}{_NEXT})+")
_HEADING = Kind.HEADING, re.compile(rf"#{{1,6}} (?!.*#){_LINE}")
_LIST = Kind.LIST, re.compile(rf"(?:[-*+] {_LINE}{_NEXT})+")
_QUOTE = Kind.QUOTE, re.compile(rf"(?:> {_LINE}{_NEXT})+")
_NO_SIGN = (_PARAGRAPH,)
_SIGNS = {"#": (_HEADING,), "-": (_LIST,), "+": (_LIST,), "*": (_LIST, _PARAGRAPH), ">": (_QUOTE,)}
"""What a block can be that starts with a sign; all others can only be paragraphs."""
_BLANK = re.compile(r"\n(?: *\n)+")
_REACHING = ("<", "```", "~~~", "]:", "\t")
"""What can change the meaning of blocks far away: HTML, code, the addresses of links; and odd spacing."""


def blocks_of(source: str) -> Iterator[Block]:
    r"""Cut a text into blocks.

    >>> [block.kind.name for block in blocks_of("## At six\n\nThe kettle *sings*.\n\nSee `this`.")]
    ['HEADING', 'PARAGRAPH', 'MARKED']
    """
    if any(mark in source for mark in _REACHING):
        yield Block(Kind.MARKED, 0, source)
        return
    inner = source.strip("\n")
    line = len(source) - len(source.lstrip("\n"))
    marked = Kind.MARKED
    waiting = Block(marked, line, "")
    for between, text in _cut(inner):
        line += between.count("\n")
        kind = _kind(text)
        # Lines that are moved in go on with what is above them.
        if text[0] == " " or kind is waiting.kind is marked:
            waiting = Block(marked, waiting.line, f"{waiting.text}{between}{text}")
        else:
            if waiting.text:
                yield waiting
            waiting = Block(kind, line, text)
        line += text.count("\n")
    if waiting.text:
        yield waiting


def _cut(source: str) -> Iterator[tuple[str, str]]:
    """Each block's text, and the newlines and blank lines in front of it."""
    start, before = 0, ""
    for blank in _BLANK.finditer(source):
        if blank.start() > start:
            yield before, source[start : blank.start()]
            before = ""
        before += blank[0]
        start = blank.end()
    if source[start:].strip(" "):
        yield before, source[start:]


def _kind(text: str) -> Kind:
    if " \n" in text or ("&" in text and ";" in text):
        return Kind.MARKED
    for kind, shape in _SIGNS.get(text[0], _NO_SIGN):
        if shape.fullmatch(text):
            return kind
    return Kind.MARKED
