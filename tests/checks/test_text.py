"""Plain letters, web addresses, sentences, syllables and reading age."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks.text import (
    age_to_read,
    count_digits,
    plain,
    sentences,
    syllables,
    without_addresses,
    words_in,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One", 1),
        ("One. Two! Three?", 3),
        ("Dr. Who met Mr. Bean at St. Ann's.", 1),
        ("It was 7.30 and 2.5 degrees.", 1),
        ("“Hello!” she said. “Bye.” He left.", 3),
        ("“Is it tea?” she asked. It was.", 2),
        ("Wait… what? No.", 2),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("word", "count"), [("a", 1), ("tea", 1), ("kettle", 2), ("nurses", 2), ("hospital", 3), ("x", 1)]
)
def test_syllables_are_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_words_are_for_the_young_and_long_ones_for_the_old() -> None:
    easy = "The cat sat on the mat. It was warm. We had tea. "
    hard = "Interdepartmental collaboration facilitated considerable organisational improvements. "
    assert age(easy * 5) < 9
    assert age(hard * 5) > 16
    assert age("") == 0


def age(text: str) -> float:
    return age_to_read(words_in(text), len(sentences(text)))


@given(st.text("aB .!?…’”\n", max_size=40))
def test_no_word_goes_on_from_one_sentence_to_the_next(text: str) -> None:
    assert [word for sentence in sentences(text) for word in words_in(sentence)] == words_in(text)


def test_a_web_address_is_not_words() -> None:
    assert words_in("See https://www.merrowdale.example/a/long/one?with=more here") == ["See", "here"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://a.example/07700900123 at 7", "https://a.example/07700900123"),
        ("(WWW.A.example/1)", "WWW.A.example/1"),
        ("wwww.a, http:/ 7, ＨＴＴＰ://7", "www.a,"),
        ("Ward 7://, w.w.w.a", ""),
    ],
)
def test_a_web_address_is_blanked_out_and_nothing_else(text: str, address: str) -> None:
    assert without_addresses(text) == text.replace(address, " " * len(address))


@given(st.text("aé7٣² \n\u00a0\u3000-–—－“", max_size=20))
def test_a_plain_text_is_plain_letter_by_letter(text: str) -> None:
    letters = plain(text)
    assert len(letters) == len(text)
    assert letters == "".join(map(plain, text)).replace("\n", " ") or "\n" in text
    assert not set(letters) & set("٣²–—－\u00a0\u3000")
    assert count_digits(text) == len(re.findall(r"[7٣²]", text))
