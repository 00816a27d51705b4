"""Blocks of a text, and those that hold words: how the first line of each begins.

The rules are those of CommonMark (spec.commonmark.org/0.31.2) and of GitHub's tables and footnotes
(github.github.com/gfm).
"""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

_RULE = re.compile(r"([-_*])(?: *\1){2,} *$")
_HEADING = re.compile(r"#{1,6}(?= |$)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,}).*$")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_ABBREVIATION = re.compile(r"\*\[[^\]]+\] ?:")
_PIPE = re.compile(r"(?<!\\)\|")
_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|"
    "dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|"
    "menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|"
    "thead|title|tr|track|ul"
)
_ATTRIBUTE = r"""\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_HTML = re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|$)", re.IGNORECASE)
_HTML_ALONE = re.compile(rf"(?:<[a-zA-Z][\w-]*(?:{_ATTRIBUTE})*\s*/?>|</[a-zA-Z][\w-]*\s*>)\s*$")
"""How HTML begins that goes on up to a blank line: with one of those, or any element on a line of its own."""
_RAW_HTML = re.compile(r"<(script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
"""How HTML begins that goes on whatever stands in it, and what ends it."""


class Kind(Enum):
    """What a block is."""

    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    PARAGRAPH = auto()
    HEADING = auto()
    RULE = auto()
    CODE = auto()
    HTML = auto()
    TABLE = auto()
    NOTE = auto()
    ABBREVIATION = auto()


@dataclass(slots=True)
class Block:
    """A block, and those within it.

    Attributes:
        kind: what it is.
        line: the line it starts on.
        lines: its words, without the marks that make it what it is; of a leaf only.
        children: the blocks within it; of a quotation, a list or an item only.
        level: of a heading, 1 to 6; of a numbered list, its first number.
        mark: of a list, its sign or `.` or `)`; of a note, its name; of code, its fence or nothing.
        indent: of an item, how far its words are moved in; of code, its fence.
        after_blank: whether a blank line stands before it.
        until: of HTML, what ends it; nothing if a blank line does.
    """

    kind: Kind
    line: int
    lines: list[str] = field(default_factory=list)
    children: "list[Block]" = field(default_factory=list)
    level: int = 0
    mark: str = ""
    indent: int = 0
    after_blank: bool = False
    until: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(self.lines)

    @property
    def is_loose(self) -> bool:
        """Whether a blank line stands anywhere between a list's items, or between the blocks of one."""
        between_items = any(item.after_blank for item in self.children[1:])
        return between_items or any(
            block.after_blank for item in self.children for block in item.children[1:]
        )


def cells_of(row: str) -> list[str]:
    r"""The cells of a table's row.

    >>> cells_of(r"| Monday | 9am \| 10am |")
    ['Monday', '9am | 10am']
    """
    inner = row.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(inner)]


def leaf_at(body: str, indent: int, number: int, *, in_words: bool) -> Block | None:
    """The leaf that begins with a line; None for more of a paragraph, or a new one.

    Args:
        body: the line, without the spaces before it.
        indent: how many there are.
        number: of the line.
        in_words: whether a paragraph stands right above it.
    """
    sign = body[0]
    if sign == "#" and (heading := _HEADING.match(body)):
        return Block(Kind.HEADING, number, [_heading_words(body)], level=len(heading[0]))
    if sign in "`~" and (fence := _FENCE.match(body)):
        return Block(Kind.CODE, number, mark=fence[1] or fence[2], indent=indent)
    if sign == "<":
        return _html_at(body, number, in_words=in_words)
    if sign in "-_*" and _RULE.match(body):
        return Block(Kind.RULE, number)
    if sign == "[" and (note := _NOTE.match(body)):
        return Block(Kind.NOTE, number, [note[2]], mark=note[1])
    if sign == "*" and _ABBREVIATION.match(body):
        return Block(Kind.ABBREVIATION, number, [body])
    return None


def _html_at(body: str, number: int, *, in_words: bool) -> Block | None:
    until = next((end for start, end in _ENDS.items() if body.startswith(start)), "")
    if raw := _RAW_HTML.match(body):
        until = f"</{raw[1].lower()}>"
    elif body[:2] == "<!" and body[2:3].isalpha():
        until = ">"
    if until or _HTML.match(body) or (not in_words and _HTML_ALONE.match(body)):
        return Block(Kind.HTML, number, [body], until=until)
    return None


def _heading_words(line: str) -> str:
    """A heading's words: signs behind them belong to it only behind a space."""
    words = line.lstrip("#").strip(" ")
    without = words.rstrip("#")
    return without.rstrip(" ") if without[-1:] in {"", " "} else words
