"""Quotes, dashes and dots come out as a printer sets them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.markdown.body import Text, render
from goodnews.markdown.typography import set_quotes


def _set(source: str) -> str:
    return render(Text(source)).html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('She said "yes"', "She said “yes”"),
        ("the ward's 'home'", "the ward’s ‘home’"),
        ("the patients' choice and the nurses' 'tea'", "the patients’ choice and the nurses’ ‘tea’"),
        ("back in the '80s, in '98 and the 90's", "back in the ’80s, in ’98 and the 90’s"),
        ("'Tis the season, 'twas the patients' choice", "’Tis the season, ’twas the patients’ choice"),
        ("rock 'n' roll, fish 'n' chips", "rock ’n’ roll, fish ’n’ chips"),
        ("'Dw i'n hapus, mae'r ward a'i staff", "’Dw i’n hapus, mae’r ward a’i staff"),
        ("get 'em in, 'cause we care", "get ’em in, ’cause we care"),
        ("\"'Well done' is what she said,\" he said", "“‘Well done’ is what she said,” he said"),
        ('6\'2" and 5\'10" tall, a 12" plate', '6\'2" and 5\'10" tall, a 12" plate'),
        ("6′2″", "6′2″"),
        ('("Yes," she said. "No.")', "(“Yes,” she said. “No.”)"),
        ('"We are 12"', "“We are 12”"),
        ("9am -- 5pm --- or later", "9am – 5pm — or later"),
        ("and then...", "and then…"),
        ("....", "...."),
        ("a ---- b", "a ---- b"),
        ('"*Yes*," she said', "“<em>Yes</em>,” she said"),
        ("**\"Yes\"**, *'no'*", "<strong>“Yes”</strong>, <em>‘no’</em>"),
        ('<b>"Yes"</b>', "<b>“Yes”</b>"),
        ('["Yes"](https://a.example/)', '<a href="https://a.example/">“Yes”</a>'),
        ("[the ward](/a/)'s tea", '<a href="/a/">the ward</a>’s tea'),
        (r"5\' 10\"", "5' 10\""),
        ("Tŷ'r ward", "Tŷ’r ward"),
    ],
)
def test_signs_are_set_as_a_printer_would(typed: str, printed: str) -> None:
    assert _set(typed) == printed


def test_an_apostrophe_behind_an_abbreviation_is_one() -> None:
    assert "</abbr>’s" in _set("The NHS's birthday\n\n*[NHS]: National Health Service")


@pytest.mark.parametrize(
    "source", ['`"it\'s" -- so...`', '    "it\'s" -- so...', "<https://a.example/it's--so...>"]
)
def test_code_and_addresses_stay_as_they_were_typed(source: str) -> None:
    assert not set(_set(source)) & set("‘’“”–—…")


@given(st.text(alphabet="'\" as7.(-\n", max_size=20))
def test_setting_quotes_changes_nothing_else(text: str) -> None:
    assert re.sub("[‘’]", "'", re.sub("[“”]", '"', set_quotes(text))) == text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("שלום Ward 7", '<p dir="rtl">שלום Ward 7</p>'),
        ("Ward 7 שלום", "<p>Ward 7 שלום</p>"),
        ("«مرحبا»", '<p dir="rtl">«مرحبا»</p>'),
        ("- שלום\n- tea", '<ul dir="rtl">\n<li dir="rtl">שלום</li>\n<li>tea</li>\n</ul>'),
        ('<p dir="rtl">tea</p>', '<p dir="rtl">tea</p>'),
        ('<div dir="up">tea</div>', "<div>tea</div>"),
    ],
)
def test_words_run_the_way_their_alphabet_does(source: str, html: str) -> None:
    assert render(Text(source)).html == html
