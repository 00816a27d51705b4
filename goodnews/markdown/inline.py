"""Marks within a paragraph: Markdown's patterns, tried only where they could match.

Markdown tries each of its patterns on each piece of text, though most of a story has not one of the
characters that any of them begins with. The patterns are the library's own, and so is what they do.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor

_MARKS: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "html": ("<",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""Patterns within a paragraph, and marks of which each match has one."""
_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")
"""Patterns that find nothing in a text that defines no reference, as hardly one does."""
_ANY = ("",)
"""The mark, found everywhere, of a pattern that is not listed: it is always tried."""


class SparingInlineProcessor(InlineProcessor):
    """Tries the patterns whose marks are in a text, and passes by the parts of it that have none.

    What a pattern takes out of a paragraph to be looked at again, such as a link's words, is a part of the
    paragraph, and what it leaves in its place has no mark: so a look before the first pattern is enough.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        listed = {patterns[name]: marks for name, marks in _MARKS.items() if name in patterns}
        self._patterns = [(pattern, listed.get(pattern, _ANY)) for pattern in patterns]
        self._references = [patterns[name] for name in _REFERENCES if name in patterns]
        known = {mark for _, marks in self._patterns for mark in marks}
        self._marks = [(mark.lstrip("[ ")[:1], mark) for mark in sorted(known)]
        self._chosen: dict[tuple[frozenset[str], bool], list[Pattern]] = {}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Rewrite the tree in place."""
        words = " ".join(tree.itertext())
        # A mark's rarest sign first: one is found in a twentieth of the time that two in a row take.
        seen = frozenset([mark for sign, mark in self._marks if sign in words and mark in words])
        if not seen:
            return tree
        every = self.inlinePatterns
        # The stubs say it holds processors of trees; the library asks it only for its length and by number.
        self.inlinePatterns = self._with_marks(seen)  # type: ignore[assignment]
        try:
            super().run(_marked_part(tree, seen), ancestors)
        finally:
            self.inlinePatterns = every
        return tree

    def _with_marks(self, seen: frozenset[str]) -> list[Pattern]:
        """Those of the patterns that could match, in their order."""
        has_references = bool(self.md.references)
        if (seen, has_references) not in self._chosen:
            idle = [] if has_references else self._references
            self._chosen[seen, has_references] = [
                pattern
                for pattern, marks in self._patterns
                if not seen.isdisjoint(marks) and pattern not in idle
            ]
        return self._chosen[seen, has_references]


def _marked_part(tree: Element, marks: frozenset[str]) -> Element:
    """The blocks that have a mark, under a root of their own; in their order, by which footnotes count."""
    part = Element(tree.tag)
    for child in tree:
        if child.tail:
            return tree  # what is found in it becomes the root's own
        words = " ".join(child.itertext()) if len(child) else child.text or ""
        for mark in marks:
            if mark in words:
                part.append(child)
                break
    return part
