"""Markdown's last looks over a whole text, without a look at what they would leave as it is."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

_BLANK_LINE = re.compile(r"\n +(?=\n)")


class SparingWhitespace(NormalizeWhitespace):
    """Makes one kind of line of all, and blank lines empty, where there is anything to make."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines, cleaned."""
        source = "\n".join(lines).replace(STX, "").replace(ETX, "")
        if "\r" in source or "\t" in source:
            return super().run(lines)
        source += "\n\n"
        return (_BLANK_LINE.sub("\n", source) if "\n " in source else source).split("\n")


class SparingHtmlBlocks(HtmlBlockPreprocessor):
    """Looks for HTML where there is a `<` or an `&`: the library's parser passes all else on as it is."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with marks where HTML stood."""
        source = "\n".join(lines)
        return super().run(lines) if "<" in source or "&" in source else lines


class SparingPrettify(PrettifyTreeprocessor):
    """Sets each block on a line of its own. The library looks for each tag in a list of sixty, twice."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._blocks = frozenset(md.block_level_elements)

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802 - the library's name
        if elem.tag in self._blocks and elem.tag not in {"code", "pre"}:
            if len(elem) and elem[0].tag in self._blocks and not (elem.text or "").strip():
                elem.text = "\n"
            for each in elem:
                if each.tag in self._blocks:
                    self._prettifyETree(each)
        if not (elem.tail or "").strip():
            elem.tail = "\n"


class SparingUnescape(UnescapeTreeprocessor):
    """Gives back characters that were set aside, if any were."""

    def run(self, root: Element) -> None:
        """Rewrite the tree in place."""
        if STX in "".join(root.itertext()) or any(STX in value for value in _values(root)):
            super().run(root)


def _values(root: Element) -> Iterator[str]:
    """All that stands in attributes: an address, too, may have a character that was set aside."""
    for element in root.iter():
        yield from dict(element.items()).values()
