"""The focal point, as people write it and as a crop uses it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.photos.focus import Focus, crop_box, parse_focus
from goodnews.photos.formats import PhotoError


@pytest.mark.parametrize(
    ("text", "across", "down"),
    [
        (None, 0.5, 0.5),
        ("", 0.5, 0.5),
        ("centre", 0.5, 0.5),
        ("left", 0.0, 0.5),
        ("top", 0.5, 0.0),
        ("left top", 0.0, 0.0),
        ("top left", 0.0, 0.0),
        ("Bottom Right", 1.0, 1.0),
        ("center bottom", 0.5, 1.0),
        ("30% 40%", 0.3, 0.4),
        ("12.5%, 100%", 0.125, 1.0),
        ("left 25%", 0.0, 0.25),
        ("20%", 0.2, 0.5),
    ],
)
def test_a_focus_is_read_as_it_is_meant(text: str | None, across: float, down: float) -> None:
    assert parse_focus(text) == Focus(across, down)


@pytest.mark.parametrize(
    "text", ["the nurse", "101% 2%", "-3% 4%", "left left", "10 20", "a b c", "٣% 4%", "top 5%%"]
)
def test_a_place_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PhotoError) as refused:
        parse_focus(text)
    assert text in refused.value.problem.message
    assert "`left top`" in refused.value.problem.hint


def test_words_and_parts_of_a_hundred_go_together() -> None:
    assert parse_focus("left 12.5%") == Focus(0.0, 0.125)


SIDES = st.integers(1, 9000)


@given(SIDES, SIDES, st.floats(0.2, 5), st.floats(0, 1), st.floats(0, 1))
def test_a_crop_lies_inside_and_holds_the_focus(
    width: int, height: int, ratio: float, across: float, down: float
) -> None:
    left, top, right, bottom = crop_box(width, height, ratio, Focus(across, down))
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert left - 1 <= across * width <= right + 1
    assert top - 1 <= down * height <= bottom + 1
    assert right - left == width or bottom - top == height
