"""A Trust's one colour, and the shades made of it: dark enough, light enough, or refused.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): at least 4.5 to 1
for text. The neutrals here are the same as in `theme/static/site.css`; a test compares them.
"""

import colorsys
from dataclasses import dataclass

PAPER, INK = "#fbf8f3", "#1f1b16"
NIGHT, MOON = "#171512", "#f4eee5"
ENOUGH = 4.5
BEST = 7.0
"""WCAG's own best level (AAA): what text in every derived shade has."""


@dataclass(frozen=True)
class Shades:
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
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Mix some of another colour in.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def is_readable(accent: str) -> bool:
    """Whether text in this colour can be read on paper and on its own tint, and white text on it."""
    return all(contrast(accent, ground) >= ENOUGH for ground in ("#ffffff", PAPER, mix(PAPER, accent, 0.1)))


def readable_accent(accent: str) -> str:
    """Find the nearest darker shade that can be read, to suggest in place of one that can't."""
    for on_done in range(101):
        darker = mix(accent, "#000000", on_done / 100)
        if is_readable(darker):
            return darker
    return "#000000"


def make_shades(accent: str) -> Shades:
    """Derive every shade from a readable accent.

    Raises:
        ValueError: when the accent is too light to be read.
    """
    if not is_readable(accent):
        raise ValueError(accent)
    shade = mix(NIGHT, accent, 0.35)
    glow = next(
        light
        for light in (_lit(accent, on_done / 100) for on_done in range(101))
        if min(contrast(light, ground) for ground in (NIGHT, shade)) >= BEST
    )
    tint = mix(PAPER, accent, 0.1)
    deep = next(
        darker
        for darker in (mix(accent, "#000000", percent / 100) for percent in range(101))
        if min(contrast(darker, ground) for ground in (PAPER, tint)) >= BEST
    )
    return Shades(accent, deep, tint, glow, shade)


def _lit(colour: str, lightness: float) -> str:
    """The same hue at another lightness, and calmer: a bright screen colour glares at night."""
    hue, old, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    lit = colorsys.hls_to_rgb(hue, max(old, lightness), saturation * 0.6)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in lit)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
