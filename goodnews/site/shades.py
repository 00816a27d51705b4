"""The shades that a page needs of a Trust's one colour, each dark enough or light enough to be read.

Their contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), at least 4.5 to 1 for
text; a colour of which that can't be made is refused. The neutrals are the same as in
`theme/static/site.css`; a test compares them.
"""

import colorsys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goodnews import colours
from goodnews.colours import as_hex, parse_colour

PAPER, NIGHT = "#fbf8f3", "#171512"
"""The ground of a page, by day and by night."""
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

    accent: str
    deep: str
    tint: str
    glow: str
    shade: str


def contrast(one: str, other: str) -> float:
    """Measure the contrast of two colours, from 1 (none) to 21 (black on white).

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    return colours.contrast(parse_colour(one), parse_colour(other))


def mix(colour: str, other: str, share: float) -> str:
    """Mix some of another colour in.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    return as_hex(colours.mix(parse_colour(colour), parse_colour(other), share))


def is_readable(accent: str) -> bool:
    """Whether text in this colour can be read on paper and on its own tint, and white text on it."""
    return all(contrast(accent, ground) >= ENOUGH for ground in ("#ffffff", PAPER, mix(PAPER, accent, 0.1)))


def readable_accent(accent: str) -> str:
    """Find the nearest darker shade that can be read, to suggest in place of one that can't."""
    return next(darker for darker in _darkened(accent) if is_readable(darker))


def make_shades(accent: str) -> Shades:
    """Derive every shade from a readable accent.

    ValueError when the accent is too light to be read.
    """
    if not is_readable(accent):
        raise ValueError(accent)
    shade, tint = mix(NIGHT, accent, 0.35), mix(PAPER, accent, 0.1)
    lit = (_lit(accent, percent / 100) for percent in range(101))
    return Shades(
        accent,
        deep=_first_on(_darkened(accent), PAPER, tint),
        tint=tint,
        glow=_first_on(lit, NIGHT, shade),
        shade=shade,
    )


def _first_on(shades: Iterable[str], *grounds: str) -> str:
    """The first that has the best contrast on every one of these grounds."""
    return next(colour for colour in shades if min(contrast(colour, ground) for ground in grounds) >= BEST)


def _darkened(colour: str) -> Iterator[str]:
    return (mix(colour, "#000000", percent / 100) for percent in range(101))


def _lit(colour: str, lightness: float) -> str:
    """The same hue at another lightness, and calmer: a bright screen colour glares at night."""
    hue, old, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in parse_colour(colour)))
    red, green, blue = colorsys.hls_to_rgb(hue, max(old, lightness), saturation * 0.6)
    return as_hex((round(red * 255), round(green * 255), round(blue * 255)))
