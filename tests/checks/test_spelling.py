"""Spelling, as in British English."""

import pytest

from goodnews.checks.spelling import spelling

from .conftest import Read


@pytest.mark.parametrize(
    "words",
    [
        "Our stories come from GP practices. We focused, and are focusing, on people.",
        "Our licensed sister was licensing the meters. She is biased and has good judgment.",
        "The surgical specialties refocused on ferrous sulfate, and routing is a program of acknowledgments.",
        "See https://www.merrowdale.example/?recieved=1 now.",
        "A ned and ect; alls, som and doub.",
    ],
)
def test_words_that_are_right_in_britain_are_let_pass(words: str, context: Read) -> None:
    assert spelling.check(context(f"---\n{words}")) == []


@pytest.mark.parametrize(
    "word",
    ["favorite", "organized", "practiced", "center", "hemorrhage", "wierd", "excercise", "usualy", "zeebra"],
)
def test_words_that_are_wrong_in_britain_are_told(word: str, context: Read) -> None:
    assert len(spelling.check(context(f"---\nWe {word} it."))) == 1
