"""Characters that no reader could see are refused, and new ones are not."""

import pytest

from goodnews.story.fields import find_turning, find_unprintable


@pytest.mark.parametrize(
    "letter", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\ufffe", "\uffff", "\ue000", "\U000f0000", "\ud800"]
)
def test_what_cannot_be_printed_is_found(letter: str) -> None:
    assert find_unprintable(f"A night{letter}") == 7


@pytest.mark.parametrize("letter", ["\t", "\n", "é", "ŵ", "\u200d", "\U0001fae8", "\U0001faea", "\u00a0"])
def test_what_can_be_printed_is_not(letter: str) -> None:
    assert find_unprintable(f"A night{letter}") is None


def test_what_turns_a_text_around_is_found() -> None:
    assert find_turning("A \u202ethgin") == 2
    assert find_turning("A night") is None
