"""The ground of a card of words: its colours, and what ink does on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from goodnews.colours import BLACK, WHITE, Colour, contrast, readable_colour
from goodnews.photos.card.background import INK, draw_sunrise

GROUNDS = ((0x00, 0x5F, 0x6B), (0xFF, 0xD2, 0x3F), (0x76, 0x76, 0x76), BLACK, WHITE)
SIZE = (1200, 630)


def sunrise(ground: Colour, level: int = 0) -> Image.Image:
    return draw_sunrise(Image.new("L", SIZE, level), ground).convert("RGB")


def colours(image: Image.Image) -> list[Colour]:
    return [colour for _, colour in image.getcolors(100_000)]


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_rings_behind_words_never_cost_contrast(ground: Colour) -> None:
    ink, shown = readable_colour(ground), colours(sunrise(ground))
    assert len(shown) > 4 or ground in (BLACK, WHITE)
    assert all(contrast(ink, story) >= contrast(ink, ground) - 0.01 for story in shown)


@pytest.mark.parametrize("ground", GROUNDS)
def test_full_ink_is_the_ink_itself_on_ground_ring_and_edge(ground: Colour) -> None:
    assert colours(sunrise(ground, INK)) == [readable_colour(ground)]


def test_the_rings_edges_are_smooth() -> None:
    # Down a column through all four rings every step is small: an edge is never one jump.
    card = sunrise((0, 95, 107))
    across = 1140
    greens = [card.getpixel((across, down))[1] for down in range(630)]
    assert greens == sorted(greens, reverse=True)
    assert len(set(greens)) > 5


COLOURS = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@given(COLOURS)
def test_words_can_be_read_on_every_colour(ground: tuple[int, int, int]) -> None:
    assert contrast(readable_colour(ground), ground) >= 4.5
