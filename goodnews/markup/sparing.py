"""Asking a parser's rules only about what they could match.

Markdown tries each of its rules on each piece of text, though most of a story has not one of the characters
that any of them begins with. The rules here are the library's own, and so is what they do: those whose
marks are not in a text are not tried on it.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

_BLOCKS: dict[str, tuple[int, tuple[str, ...]]] = {
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

_INLINE: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("[",),
    "image_reference": ("[",),
    "short_reference": ("[",),
    "short_image_ref": ("[",),
    "autolink": ("<",),
    "automail": ("<",),
    "html": ("<",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""Patterns within a paragraph, and marks of which each match has one."""
_ANY = ("",)
"""The mark, found everywhere, of a pattern that is not listed: it is always tried."""


def spare(md: Markdown) -> None:
    """Have a parser, with all its extensions, try only what could match."""
    md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
    blocks = md.parser.blockprocessors
    for name, (priority, marks) in _BLOCKS.items():
        if name in blocks:
            blocks.register(_MarkedBlock(blocks[name], marks), name, priority)
    md.treeprocessors.register(_InlineProcessor(md), "inline", 20)


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Looks for HTML where there is a `<` or an `&`: the library's parser passes all else on as it is."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


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


class _InlineProcessor(InlineProcessor):
    """Tries the patterns whose marks are in a text, and passes by paragraphs that have none.

    What a pattern takes out of a paragraph to be looked at again, such as a link's words, is a part of the
    paragraph, and what it leaves in its place has no mark: so a look before the first pattern is enough.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        listed = {patterns[name]: marks for name, marks in _INLINE.items() if name in patterns}
        self._patterns = [(pattern, listed.get(pattern, _ANY)) for pattern in patterns]
        self._marks = sorted({mark for _, marks in self._patterns for mark in marks})
        self._chosen: dict[frozenset[str], Registry[Pattern]] = {}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Rewrite the tree in place."""
        seen: set[str] = set()
        plain: list[tuple[Element, str]] = []
        for element in tree.iter():
            text, tail = element.text, element.tail
            if text and not isinstance(text, AtomicString):
                marks = [mark for mark in self._marks if mark in text]
                seen.update(marks)
                if not marks:
                    plain.append((element, text))
            if tail:
                seen.update(mark for mark in self._marks if mark in tail)
        if not seen:
            return tree
        every = self.inlinePatterns
        # The library's stubs say it holds processors of trees.
        self.inlinePatterns = self._with_marks(frozenset(seen))  # type: ignore[assignment]
        for element, text in plain:
            element.text = AtomicString(text)
        try:
            super().run(tree, ancestors)
        finally:
            self.inlinePatterns = every
        for element, text in plain:
            element.text = text
        return tree

    def _with_marks(self, seen: frozenset[str]) -> Registry[Pattern]:
        """Those of the patterns that could match, in their order."""
        if seen not in self._chosen:
            chosen: Registry[Pattern] = Registry()
            for number, (pattern, marks) in enumerate(self._patterns):
                if not seen.isdisjoint(marks):
                    chosen.register(pattern, str(number), -number)
            self._chosen[seen] = chosen
        return self._chosen[seen]
