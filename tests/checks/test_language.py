"""Plain English, abbreviations and spelling."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks import language
from goodnews.checks.language import _FINE_IN_BRITAIN, _slips, abbreviation
from goodnews.checks.reading import Reading


@given(st.text("ICUa2& -(/é", max_size=12))
def test_there_is_no_abbreviation_without_two_capitals(text: str) -> None:
    could_be = language._could_be_abbreviated(text)
    assert could_be is bool(re.search("[A-Z][A-Z0-9&]", text))
    assert could_be or not language._CAPITALS.search(text)


@pytest.mark.parametrize("body", ["The ICU.", "An R&D day.", "The X2.", "Tea.\n\n- Thank the MDT."])
def test_an_abbreviation_is_seen_wherever_it_stands(body: str, reading: Callable[[str], Reading]) -> None:
    found = abbreviation.check(reading(f"---\n{body}"))
    assert bool(found) is not any(letter.isdigit() for letter in body)


def test_every_row_of_the_list_is_known() -> None:
    rows = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    meant = {slip.lower(): better for slip, better in re.findall(r"^(.*?)->(.*)$", rows, re.MULTILINE)}
    assert _slips().meant == {slip: meant[slip] for slip in meant if slip not in _FINE_IN_BRITAIN}


@pytest.mark.parametrize("words", ["the kettle sings", "we recieved it", "a favorite colour", "check", ""])
def test_a_story_is_read_again_when_any_word_may_be_wrong(words: str) -> None:
    vocabulary = frozenset(words.split())
    assert _slips().any_in(vocabulary) is any(_slips().better(word) is not None for word in vocabulary)
