"""The widths of renditions: the few that make readers fetch the least, where the theme shows photos."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from goodnews.photos.settings import RenditionSettings

# (CSS pixels across, device pixels to one): phones cheap and dear, tablets, laptops, desks.
SCREENS = (
    (320, 2.0),
    (360, 2.0),
    (360, 3.0),
    (390, 3.0),
    (412, 1.75),
    (412, 2.625),
    (430, 3.0),
    (768, 2.0),
    (820, 2.0),
    (1280, 1.0),
    (1366, 1.0),
    (1440, 2.0),
    (1536, 1.25),
    (1920, 1.0),
    (2560, 1.0),
)
WIDEST = 1920
GROWTH = 1.5
"""A rendition's bytes grow with this power of its width: measured on pictures like photographs."""


NARROWEST = 800
"""What cards are shown at, everywhere: the widest phone gives one 396 CSS pixels, of two of its own each."""


def places(across: int) -> Iterator[float]:
    """How many CSS pixels the theme gives a photo on a screen, as `goodnews.site.images` says it.

    First on the home page, first in a story, in the text, in a gallery of many. For cards see `NARROWEST`.
    """
    column = across * 0.92
    yield min(column, 1472) if across >= 896 else across
    yield min(column, 1344)
    yield min(column, 672)
    yield min(across * 0.3, 384) if across >= 1104 else across * 0.45 if across >= 752 else column


def excess(ladder: Sequence[int]) -> float:
    """How many times the bytes of a perfect fit readers fetch, on the mean over screens and places."""
    spent = fitting = 0.0
    for across, density in SCREENS:
        for place in places(across):
            needed = min(place * density, WIDEST)
            spent += min(each for each in ladder if each >= needed) ** GROWTH
            fitting += needed**GROWTH
    return spent / fitting


def best(count: int) -> tuple[int, ...]:
    """The best ladder of so many widths, in steps of 80 pixels."""
    if count == 2:
        return NARROWEST, WIDEST
    choices = combinations(range(NARROWEST + 80, WIDEST, 80), count - 2)
    return min(((NARROWEST, *choice, WIDEST) for choice in choices), key=excess)


def test_the_widths_are_those_that_fit_the_theme_best() -> None:
    assert RenditionSettings().widths == best(4)
    assert excess(RenditionSettings().widths) < 1.25
