"""Patterns are left out only where they would find nothing."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor

from goodnews.markdown.inline import SparingInlineProcessor
from goodnews.markdown.sparing import spare

EXTENSIONS = ["abbr", "footnotes", "sane_lists", "tables"]
PIECES = [
    "word ",
    "[a][b]",
    "[b]",
    "![b]",
    "![a][b]",
    "[a](c)",
    "![a](c)",
    "[^1]",
    "*",
    "_",
    "`",
    "\\",
    "<b>",
    "&amp;",
]
PIECES += ["  \n", "\n", "\n\n", "\n\n- ", "\n\n> ", "\n\n[b]: /c/\n\n", "\n\n[^1]: note [b]\n\n", "# "]


def _spared(source: str) -> str:
    parser = Markdown(extensions=EXTENSIONS)
    spare(parser)
    return parser.convert(source)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=600)
def test_every_text_comes_out_as_when_all_patterns_are_tried(source: str) -> None:
    assert _spared(source) == Markdown(extensions=EXTENSIONS).convert(source)


class _CountedReference(ReferenceInlineProcessor):
    tried = 0

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
        self.tried += 1
        return super().getCompiledRegExp()


@pytest.mark.parametrize(
    ("source", "tried"), [("One [two][three].", False), ("One [two][three].\n\n[three]: /four/", True)]
)
def test_references_are_looked_for_only_in_a_text_that_defines_some(source: str, tried: bool) -> None:
    parser = Markdown()
    counted = _CountedReference(r"(?<!\!)\[", parser)
    parser.inlinePatterns.register(counted, "reference", 170)
    spare(parser)
    assert ("<a" in parser.convert(source)) is tried
    assert bool(counted.tried) is tried


def test_footnotes_keep_their_count_past_paragraphs_without_a_mark() -> None:
    source = "One[^a].\n\nTwo.\n\n- three[^b]\n- four[^a]\n\nFive.\n\n[^a]: A.\n[^b]: B."
    assert _spared(source) == Markdown(extensions=EXTENSIONS).convert(source)


def test_words_behind_a_block_are_looked_at_where_they_stand() -> None:
    parser, found = Markdown(), []
    for processor in (SparingInlineProcessor(parser), InlineProcessor(parser)):
        root = Element("div")
        SubElement(root, "p").text = "plain"
        SubElement(root, "h1").tail = "one *two* three"
        processor.run(root)
        found.append(tostring(root))
    assert found[0] == found[1] == b"<div><p>plain</p><h1 />one <em>two</em> three</div>"
