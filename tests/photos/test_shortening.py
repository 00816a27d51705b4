"""What never fits is cut where a word ends, and says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.photos.shortening import shorten


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("thank you all", 20, 2, ("thank you all",)),
        ("we thank you all", 9, 2, ("we thank", "you all")),
        ("we thank you all", 9, 1, ("we thank…",)),
        # Not "we tha…": what is left ends with a word.
        ("we thank you all", 7, 1, ("we…",)),
        ("well done, everybody", 11, 1, ("well done…",)),
        ("well – everybody", 6, 1, ("well…",)),
        # A single long word is divided, and cut where it has to be.
        ("Llanfairpwllgwyn", 8, 3, ("Llanfai-", "rpwllgw-", "yn")),
        ("Llanfairpwllgwyn", 8, 1, ("Llanfai…",)),
        ("", 8, 1, ()),
    ],
)
def test_a_text_is_cut_where_a_word_ends(text: str, width: int, most: int, lines: tuple[str, ...]) -> None:
    assert shorten(text.split(), width, most, len) == lines


@given(
    st.lists(st.text("abcd,", min_size=1, max_size=30), max_size=20), st.integers(2, 20), st.integers(1, 5)
)
def test_whatever_comes_it_fits(words: list[str], width: int, most: int) -> None:
    lines = shorten(words, width, most, len)
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
