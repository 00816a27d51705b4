"""Words are filled into a form as lxml would have written them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import Element, SubElement, tostring

from goodnews.feeds.blanks import Form, blank, has_blanks
from goodnews.feeds.text import clean

SIGNS = st.sampled_from(
    ["&", "<", ">", '"', "'", "\n", "\t", "\r", "]]>", "&amp;", "tŷ 💙", "\x85", "\xa0", "\ue000"]
)
WORDS = st.lists(SIGNS | st.text(max_size=5), min_size=1, max_size=5).map(
    lambda each: clean("".join(each)) or "x"
)


def _document(words: str, value: str) -> bytes:
    root = Element("a", {"b": value})
    SubElement(root, "c").text = words
    root[0].tail = words
    return tostring(root, encoding="UTF-8")


@given(WORDS, WORDS)
def test_a_filled_form_is_what_lxml_writes_with_the_words_in_it(words: str, value: str) -> None:
    form = Form.of(_document(blank("words"), blank("value")))
    assert form.fill({"words": words, "value": value}) == _document(words, value)


def test_words_that_look_like_a_blank_are_filled_in_as_they_are() -> None:
    form = Form.of(_document(blank("words"), "x"))
    assert form.fill({"words": blank("words")}) == _document(blank("words"), "x")


def test_a_document_without_blanks_stays_as_it_is() -> None:
    assert Form.of(b"<a/>").fill({}) == b"<a/>"


@pytest.mark.parametrize(
    ("fields", "found"), [(["tea", None], False), (["tea", f"a{blank('x')}"], True), ("\\x", False)]
)
def test_a_blank_is_found_among_fields(fields: object, found: bool) -> None:
    assert has_blanks(fields) is found
