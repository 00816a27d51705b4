"""Sentences, syllables and reading age."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks import sentences as room
from goodnews.checks.sentences import (
    reading_age,
    sentences,
    surely_ends,
    syllables,
    syllables_in,
    words_in,
)

PARAGRAPHS = (
    *("Tea is ready. Come!", "no end", "Thanks to Dr.", "E.", "It is 5 p.m.", "“Yes.”", "(See this.)"),
    *("2026 it was", "x. Y."),
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


def test_no_word_is_lost() -> None:
    text = "One. Two! Dr. Three? Four… and five"
    assert words_in(" ".join(sentences(text))) == words_in(text)


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
    return reading_age(len(words_in(text)), syllables_in(words_in(text)), len(sentences(text)))


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=6))
def test_a_sentence_that_surely_ends_does_not_go_on_in_the_next_paragraph(texts: list[str]) -> None:
    going_on = sum(not surely_ends(text, following) for text, following in pairwise(texts))
    whole = len(sentences("\n".join(texts)))
    assert sum(len(sentences(text)) for text in texts) - going_on <= whole


@given(st.text("aB .!?…’”\n", max_size=40))
def test_no_word_goes_on_from_one_sentence_to_the_next(text: str) -> None:
    assert [word for each in sentences(text) for word in words_in(each)] == words_in(text)


ENDS = st.lists(
    st.sampled_from(
        ["Dr", "mRS", "prof", "approx", "E.g", "p.m", "No", "x", "é", "_", "st", "tea", "M\u017f", " "]
    ),
    max_size=3,
).map(lambda parts: "".join([*parts, "."]))


@given(ENDS)
def test_an_abbreviation_is_told_by_its_last_letters(text: str) -> None:
    assert room._is_abbreviated(text, 0, len(text)) == bool(room._ABBREVIATED.search(text))


@given(st.one_of(st.text("aB .,\n\t!", max_size=20), st.text("aB7_ .'’-é٣", max_size=20)))
def test_words_are_the_same_in_every_alphabet(text: str) -> None:
    assert words_in(text) == room._WORD.findall(text)
