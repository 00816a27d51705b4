"""Colours that words can be read in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.photos.card.contrast import contrast, mix, parse_colour, readable_colour

COLOURS = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@given(COLOURS)
def test_words_can_be_read_on_every_colour(ground: tuple[int, int, int]) -> None:
    assert contrast(readable_colour(ground), ground) >= 4.5


# WCAG's own examples: black and white at 21, #777 on white just below 4.5, #767676 just above.
@pytest.mark.parametrize(
    ("one", "ratio"), [((0, 0, 0), 21.0), ((119, 119, 119), 4.48), ((118, 118, 118), 4.54)]
)
def test_contrast_is_counted_as_wcag_does(one: tuple[int, int, int], ratio: float) -> None:
    assert contrast(one, (255, 255, 255)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("text", "colour"), [("#005f6b", (0, 95, 107)), (" #FFF ", (255, 255, 255)), ("010203", (1, 2, 3))]
)
def test_a_colour_is_read_in_either_length(text: str, colour: tuple[int, int, int]) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize("text", ["", "#12", "teal", "#12345g", "#1234567"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"colour|invalid literal"):
        parse_colour(text)


def test_mixing_goes_part_of_the_way() -> None:
    assert mix((0, 0, 0), (100, 200, 50), 0.5) == (50, 100, 25)
