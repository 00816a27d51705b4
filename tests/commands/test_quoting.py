"""A stranger's words in Markdown."""

import re

import cmarkgfm
from hypothesis import given
from hypothesis import strategies as st

from goodnews.commands.quoting import code_span, escape_markdown


@given(st.text())
def test_words_come_out_as_the_words_they_were(text: str) -> None:
    shown = cmarkgfm.markdown_to_html(escape_markdown(f"a {text} z"))
    assert set(re.findall(r"<[^>]*>", shown)) == {"<p>", "</p>"}


@given(st.text())
def test_code_has_no_way_out_of_its_backticks(text: str) -> None:
    assert code_span(text).count("`") == 2
    assert "\n" not in code_span(text)
