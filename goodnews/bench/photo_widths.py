"""Widths: which few make readers fetch the least, for the places where the theme shows photos."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from goodnews.bench.table import Table

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
"""A rendition's bytes grow with this power of its width: measured by `photo_formats`."""


def places(across: int) -> Iterator[float]:
    """How wide the theme shows a photo on a screen: hero, lead, in the text, on a card (twice as common)."""
    yield min(across, 1600)
    yield min(across, 1344)
    yield min(across, 672)
    card = across * 0.46 if across >= 896 else across
    yield card
    yield card


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
    choices = combinations(range(320, WIDEST, 80), count - 1)
    return min(((*each, WIDEST) for each in choices), key=excess)


def run() -> Table:
    """The best ladders of two to six widths."""
    rows = []
    for count in range(2, 7):
        ladder = best(count)
        rows.append((str(count), " ".join(map(str, ladder)), f"{excess(ladder):.2f}"))
    return Table("How many widths, and which", ("widths", "best", "bytes, times a perfect fit"), tuple(rows))
