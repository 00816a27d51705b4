"""The last looks over a text leave what the library's leave."""

from xml.etree.ElementTree import Element, tostring

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor

from goodnews.markdown.passes import SparingHtmlBlocks, SparingPrettify, SparingUnescape, SparingWhitespace
from tests.markdown.trees import TREES, copy_of

SPACES = st.lists(
    st.sampled_from(["a", " ", "  ", "\n", "\n\n", "\r", "\r\n", "\t", "\x02", "\x03", "\xa0"]), max_size=12
)


@given(SPACES.map("".join))
@settings(max_examples=600)
def test_lines_come_out_as_from_the_library(source: str) -> None:
    parser, lines = Markdown(), source.split("\n")
    assert SparingWhitespace(parser).run(list(lines)) == NormalizeWhitespace(parser).run(list(lines))


@given(
    st.lists(st.sampled_from(["a", "<b>", "<div>", "</div>", "&amp;", "&", "", "*"]), min_size=1, max_size=8)
)
def test_html_is_found_as_by_the_library(lines: list[str]) -> None:
    assert SparingHtmlBlocks(Markdown()).run(list(lines)) == HtmlBlockPreprocessor(Markdown()).run(
        list(lines)
    )


@given(TREES)
@settings(max_examples=300)
def test_blocks_are_set_on_lines_as_by_the_library(tree: Element) -> None:
    parser, ours, theirs = Markdown(), copy_of(tree), copy_of(tree)
    SparingPrettify(parser).run(ours)
    PrettifyTreeprocessor(parser).run(theirs)
    assert tostring(ours) == tostring(theirs)


@given(TREES)
@settings(max_examples=300)
def test_what_was_set_aside_comes_back_as_from_the_library(tree: Element) -> None:
    ours, theirs = copy_of(tree), copy_of(tree)
    SparingUnescape().run(ours)
    UnescapeTreeprocessor().run(theirs)
    assert tostring(ours) == tostring(theirs)
