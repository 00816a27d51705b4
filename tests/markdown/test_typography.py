"""Quotes, dashes and dots come out as Markdown's own extension sets them."""

import html
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from goodnews.markdown.sanitise import sanitise
from goodnews.markdown.typography import TypographyExtension, set_type
from tests.markdown.samples import MARKDOWN, real_texts

SIGNS = ["'", '"', " ", "a", "s", "80s", "7", ".", "...", "--", "---", "-", "–", "(", ",", "&nbsp;", "\n"]


def _set(source: str) -> str:
    return sanitise(Markdown(extensions=[TypographyExtension()]).convert(source))


def _library_sets(source: str) -> str:
    return sanitise(Markdown(extensions=["smarty"]).convert(source))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('She said "yes"', "She said “yes”"),
        ("the ward's 'home'", "the ward’s ‘home’"),
        ("back in the '80s", "back in the ’80s"),
        ("\"'Well done' is what she said,\" he said", "“‘Well done’ is what she said,” he said"),
        ("9am -- 5pm --- or later", "9am – 5pm — or later"),
        ("and then...", "and then…"),
        ("....", "...."),
        ("a ---- b", "a ---- b"),
        ('"*Yes*," she said', "“<em>Yes</em>,” she said"),
        ('["Yes"](https://a.example/)', '<a href="https://a.example/">“Yes”</a>'),
        ('(["Yes"](https://a.example/ "it\'s"))', '(<a href="https://a.example/" title="it\'s">“Yes”</a>)'),
        (r"5\' 10\"", "5' 10\""),
        ("Tŷ'r ward", "Tŷ’r ward"),
        ("nothing to set", "nothing to set"),
    ],
)
def test_signs_are_set_as_a_printer_would(typed: str, printed: str) -> None:
    assert _set(typed) == f"<p>{printed}</p>"


@pytest.mark.parametrize(
    "source", ['`"it\'s" -- so...`', '    "it\'s" -- so...', "<https://a.example/it's--so...>"]
)
def test_code_and_addresses_stay_as_they_were_typed(source: str) -> None:
    assert not set(_set(source)) & set("‘’“”–—…")


def test_a_text_without_signs_is_given_back_itself() -> None:
    text = "A kettle-warm welcome. Every day"
    assert set_type(text) is text


def test_every_short_row_of_quotes_and_letters_is_set_as_the_library_sets_it() -> None:
    rows = [f"({''.join(row)}" for length in (3, 4, 5, 6) for row in product("'\" as", repeat=length)]
    ours, library = Markdown(extensions=[TypographyExtension()]), Markdown(extensions=["smarty"])
    assert [html.unescape(ours.convert(row)) for row in rows] == [
        html.unescape(library.reset().convert(row)) for row in rows
    ]


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
@settings(max_examples=600)
def test_every_row_of_signs_is_set_as_the_library_sets_it(source: str) -> None:
    assert _set(source) == _library_sets(source)


@given(MARKDOWN)
@settings(max_examples=300)
def test_every_text_is_set_as_the_library_sets_it(source: str) -> None:
    assert _set(source) == _library_sets(source)


def test_real_texts_are_set_as_the_library_sets_them() -> None:
    texts = real_texts()
    assert [_set(text) for text in texts] == [_library_sets(text) for text in texts]
