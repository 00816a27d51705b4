"""Colours that text can be read in, and the shades that a page needs of a Trust's one colour.

Their contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), at least 4.5 to 1 for
text. The neutrals are the same as in `theme/static/site.css`; a test compares them.
"""

import colorsys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
PAPER: Colour = (251, 248, 243)
"""The ground of a page by day."""
NIGHT: Colour = (23, 21, 18)
"""And by night."""
ENOUGH = 4.5
BEST = 7.0
"""WCAG's own best level (AAA): what text in every derived shade has."""


class Shades(NamedTuple):
    """The colours a page needs of a Trust's accent.

    Attributes:
        accent: links, rules and bands by day; white text can stand on it.
        deep: the accent as text, and as the ground of buttons and bands: at least 7 to 1 everywhere.
        tint: a whisper of the accent, for panels by day; ink and accent can stand on it.
        glow: the accent by night, light enough for text on a dark ground, at the same contrast.
        shade: a whisper of the accent for panels by night.
    """

    accent: Colour
    deep: Colour
    tint: Colour
    glow: Colour
    shade: Colour


def parse_colour(text: str) -> Colour:
    """Read a colour.

    >>> parse_colour("#005f6b")
    (0, 95, 107)
    """
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue


def as_hex(colour: Colour) -> str:
    """Write a colour as stylesheets have it.

    >>> as_hex((0, 95, 107))
    '#005f6b'
    """
    return f"#{bytes(colour).hex()}"


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> contrast((255, 255, 255), (0, 0, 0))
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_colour(ground: Colour) -> Colour:
    """White where it can be read on the ground, otherwise black, which then always can."""
    return WHITE if contrast(WHITE, ground) >= ENOUGH else BLACK


def readable_accent(accent: Colour) -> Colour:
    """The nearest darker shade of an accent that can be read on paper and on its own tint, and white on it.

    One that can be read already is given as it is.
    """
    return next(
        colour
        for colour in _darkened(accent)
        if all(contrast(colour, ground) >= ENOUGH for ground in (WHITE, PAPER, mix(PAPER, colour, 0.1)))
    )


def make_shades(accent: Colour) -> Shades:
    """Derive every shade from a readable accent."""
    shade, tint = mix(NIGHT, accent, 0.35), mix(PAPER, accent, 0.1)
    lit = (_lit(accent, percent / 100) for percent in range(101))
    return Shades(
        accent,
        deep=_first_on(_darkened(accent), PAPER, tint),
        tint=tint,
        glow=_first_on(lit, NIGHT, shade),
        shade=shade,
    )


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """Move from one colour towards the other by a part of the way.

    >>> mix((0, 0, 0), (255, 255, 255), 0.2)
    (51, 51, 51)
    """
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [channel / 255 for channel in colour]
    red, green, blue = (
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _first_on(shades: Iterable[Colour], *grounds: Colour) -> Colour:
    """The first that has the best contrast on every one of these grounds."""
    return next(colour for colour in shades if min(contrast(colour, ground) for ground in grounds) >= BEST)


def _darkened(colour: Colour) -> Iterator[Colour]:
    return (mix(colour, BLACK, percent / 100) for percent in range(101))


def _lit(colour: Colour, lightness: float) -> Colour:
    """The same hue at another lightness, and calmer: a bright screen colour glares at night."""
    hue, old, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in colour))
    red, green, blue = colorsys.hls_to_rgb(hue, max(old, lightness), saturation * 0.6)
    return round(red * 255), round(green * 255), round(blue * 255)
