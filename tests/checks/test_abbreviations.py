"""Abbreviations are looked for wherever there are two capitals in a row."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks import abbreviations
from goodnews.checks.abbreviations import abbreviation
from goodnews.checks.reading import Reading


@given(st.text("ICUa2& -(/é", max_size=12))
def test_there_is_no_abbreviation_without_two_capitals(text: str) -> None:
    could_be = abbreviations._could_be_abbreviated(text)
    assert could_be is bool(re.search("[A-Z][A-Z0-9&]", text))
    assert could_be or not abbreviations._CAPITALS.search(text)


@pytest.mark.parametrize("body", ["The ICU.", "An R&D day.", "The X2.", "Tea.\n\n- Thank the MDT."])
def test_an_abbreviation_is_seen_wherever_it_stands(body: str, reading: Callable[[str], Reading]) -> None:
    found = abbreviation.check(reading(f"---\n{body}"))
    assert bool(found) is not any(letter.isdigit() for letter in body)
