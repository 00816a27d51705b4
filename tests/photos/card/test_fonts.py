"""The typeface: what it can draw, and that what it can't is left out."""

import pytest
from PIL import Image

from goodnews.photos.card.fonts import BOLD, drawable, load_font, measure, write


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Thank you 💙", "Thank you"),
        ("Diolch, tŷ a dŵr", "Diolch, tŷ a dŵr"),
        ("Zoë & Łukasz – “hello”…", "Zoë & Łukasz – “hello”…"),
        ("Cafe\u0301", "Café"),
        ("a\u200bb\u202ec\x07", "abc"),
        ("دستشویی", ""),
        (" two\n lines ", "two lines"),
    ],
)
def test_what_the_typeface_lacks_is_left_out(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_a_larger_size_is_wider() -> None:
    assert measure(BOLD, 80)("Ward") > measure(BOLD, 40)("Ward") > 0


def test_the_ink_of_a_line_starts_where_it_is_told_to() -> None:
    for letters in ("This", "jar", "A&E"):
        image = Image.new("RGB", (400, 120))
        write(image, (40, 80), letters, BOLD, 60, (255, 255, 255))
        left = image.getbbox()[0]
        assert 38 <= left <= 41, letters


def test_the_typeface_comes_from_its_package() -> None:
    assert load_font(BOLD, 20).getname() == ("Source Sans Pro", "Bold")
