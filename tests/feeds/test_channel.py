"""Text that can stand in XML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from goodnews.feeds.channel import as_title, clean, one_line


@given(st.text())
def test_whatever_is_cleaned_can_be_written_and_read_back(text: str) -> None:
    element = etree.Element("title")
    element.text = clean(text)
    back = etree.fromstring(etree.tostring(element, encoding="UTF-8")).text or ""
    assert back.replace("\r", "\n") == clean(text).replace("\r", "\n")


@pytest.mark.parametrize("text", ["Ward 7", "tŷ", "💙 tea", "A&E <3", "line\nline"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A&E <3 tea", "A&E <3 tea"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("<b>Bold</b> words", "‹b›Bold‹/b› words"),
        ("<script>alert(1)</script>", "‹script›alert(1)‹/script›"),
        ("<img src=x onerror=alert(1)", "‹img src=x onerror=alert(1)›"),
        ("<!-- hidden", "‹!-- hidden›"),
    ],
)
def test_a_title_can_not_be_taken_for_markup(text: str, title: str) -> None:
    assert as_title(text) == title
