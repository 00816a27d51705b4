"""A stranger's words in Markdown."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from goodnews.jobs.quoting import code_span, escape_markdown


@given(st.text())
def test_words_come_out_as_the_words_they_were(text: str) -> None:
    shown = MarkdownIt("commonmark", {"html": True, "linkify": False}).parseInline(
        escape_markdown(f"a {text} z")
    )
    kinds = {child.type for child in shown[0].children or []}
    assert kinds <= {"text", "text_special"}


@given(st.text())
def test_code_has_no_way_out_of_its_backticks(text: str) -> None:
    assert code_span(text).count("`") == 2
    assert "\n" not in code_span(text)
