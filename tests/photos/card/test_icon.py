"""The site's sign as a picture."""

import io

import pytest
from PIL import Image

from goodnews.photos import draw_badge


@pytest.mark.parametrize("side", [144, 1400])
def test_it_is_a_square_of_the_accent_with_letters_that_can_be_read(side: int) -> None:
    with Image.open(io.BytesIO(draw_badge("M", "#005f6b", side))) as badge:
        assert (badge.format, badge.mode, badge.size) == ("PNG", "RGB", (side, side))
        assert badge.getpixel((0, 0)) == (0, 95, 107)
        assert badge.getpixel((side // 4, side // 4)) == (255, 255, 255)
        middle = badge.crop((side * 3 // 10, side * 3 // 10, side * 7 // 10, side * 6 // 10))
        assert (0, 95, 107) in {colour for _, colour in middle.getcolors(maxcolors=100_000) or []}


def test_the_same_letters_give_the_same_bytes() -> None:
    assert draw_badge("GT", "#702082", 144) == draw_badge("GT", "#702082", 144)
    assert draw_badge("GT", "#702082", 144) != draw_badge("TG", "#702082", 144)
