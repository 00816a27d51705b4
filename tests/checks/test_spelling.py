"""Spelling, as in British English."""

import re
from importlib.resources import files

import pytest

from goodnews.checks.spelling import _FINE_IN_BRITAIN, _slips, spelling

from .conftest import Read


@pytest.mark.parametrize(
    "words",
    [
        "Our stories come from GP practices. We focused, and are focusing, on people.",
        "Our licensed sister was licensing the meters. She is biased and has good judgment.",
        "The surgical specialties refocused on ferrous sulfate, and routing is a program of acknowledgments.",
        "See https://www.merrowdale.example/?recieved=1 now.",
    ],
)
def test_words_that_are_right_in_britain_are_let_pass(words: str, context: Read) -> None:
    assert spelling.check(context(f"---\n{words}")) == []


@pytest.mark.parametrize("word", ["favorite", "organized", "practiced", "center", "recieve", "hemorrhage"])
def test_words_that_are_wrong_in_britain_are_told(word: str, context: Read) -> None:
    assert len(spelling.check(context(f"---\nWe {word} it."))) == 1


def test_every_row_of_the_list_is_known() -> None:
    rows = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    meant = {slip.lower(): better for slip, better in re.findall(r"^(.*?)->(.*)$", rows, re.MULTILINE)}
    assert _slips().meant == {slip: meant[slip] for slip in meant if slip not in _FINE_IN_BRITAIN}


@pytest.mark.parametrize("words", ["the kettle sings", "we recieved it", "a favorite colour", "check", ""])
def test_a_story_is_read_again_when_any_word_may_be_wrong(words: str) -> None:
    vocabulary = frozenset(words.split())
    assert _slips().any_in(vocabulary) is any(_slips().better(word) is not None for word in vocabulary)
