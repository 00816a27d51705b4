"""Blocks of plain words, and the kinds of block that are only looked for where one could be.

Each block of a text is shown to a dozen of Markdown's kinds of block before it is taken for a paragraph,
which nearly all are. The kinds are the library's own, and so is what they make of a block.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

_MARKS: dict[str, tuple[int, tuple[str, ...]]] = {
    "table": (75, ("|",)),
    "hashheader": (70, ("#",)),
    "setextheader": (60, ("\n=", "\n-")),
    "hr": (50, ("-", "_", "*")),
    "quote": (20, (">",)),
    "footnote": (17, ("[^",)),
    "abbr": (16, ("*[",)),
    "reference": (15, ("]:",)),
}
"""Kinds of block: their priority, as the library documents it, and marks of which each block has one."""
_KNOWN = frozenset([*_MARKS, "empty", "indent", "code", "olist", "ulist", "paragraph"])
_FIRST = 110
"""A priority before all of the library's."""
_LATER_LINE = re.compile(r"\n {0,3}[#=\-_*>\[]")
"""How a line begins that makes more than a paragraph of the words before it, or takes itself out of them."""


def spare_blocks(parser: BlockParser) -> None:
    """Have a parser, with all its extensions, look only for kinds of block that could be there."""
    kinds = parser.blockprocessors
    for name, (priority, marks) in _MARKS.items():
        if name in kinds:
            kinds.register(_MarkedBlock(kinds[name], marks), name, priority)
    # Only of the kinds we know can it be said that they leave plain words alone.
    if sum(name in kinds for name in _KNOWN) == len(kinds):
        kinds.register(_PlainBlocks(kinds["paragraph"]), "plain", _FIRST)
    # The parser goes through them for each block; a registry makes a list of itself every time.
    parser.blockprocessors = tuple(kinds)  # type: ignore[assignment]


def is_plain(block: str) -> bool:
    r"""Whether nothing but a paragraph can be made of a block.

    It begins with a letter, so it is no list, quotation, code or heading; a letter isn't a digit, whatever
    the alphabet. No later line begins with a mark, and a table has `|`.

    >>> [is_plain(block) for block in ("Tea - and *cake*", "- Tea", "Tea\n---", "Tea | cake", "1. Tea")]
    [True, False, False, False, False]
    """
    return block[:1].isalpha() and "|" not in block and not ("\n" in block and _LATER_LINE.search(block))


class _MarkedBlock(BlockProcessor):
    """A kind of block that is looked for in blocks that have one of its marks."""

    def __init__(self, kind: BlockProcessor, marks: tuple[str, ...]) -> None:
        super().__init__(kind.parser)
        self._kind = kind
        self._marks = marks

    def test(self, parent: Element, block: str) -> bool:
        for mark in self._marks:
            if mark in block:
                return self._kind.test(parent, block)
        return False

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        return self._kind.run(parent, blocks)


class _PlainBlocks(BlockProcessor):
    """All plain blocks that follow each other, made paragraphs without a look at what else they could be."""

    def __init__(self, paragraph: BlockProcessor) -> None:
        super().__init__(paragraph.parser)
        self._paragraph = paragraph

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library gives it
        return is_plain(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        if self.parser.state.isstate("list"):
            self._paragraph.run(parent, blocks)
            return
        # Outside a list there is but one thing that a paragraph's own rule does with words.
        number = next((number for number, block in enumerate(blocks) if not is_plain(block)), len(blocks))
        for block in blocks[:number]:
            SubElement(parent, "p").text = block
        del blocks[:number]
