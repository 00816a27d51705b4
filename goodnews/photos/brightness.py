"""High dynamic range: from the brightness that PQ and HLG stand for to that of an ordinary screen.

Some phones and cameras write HEIC that way. Shown as if it were sRGB, such a photo looks grey and flat.
"""

import math
from collections.abc import Callable, Mapping
from functools import cache

from PIL import Image

_WHITE = 203
"""Nits of paper white in a picture of high dynamic range (ITU-R BT.2408, table 1)."""

_KNEE = 0.75
"""Up to this part of white all stays as bright as it is; what is brighter is drawn together above it."""


def transfer_of(image: Image.Image) -> int | None:
    """The number of a picture's transfer curve (ITU-T H.273, table 3) where it is PQ (16) or HLG (18)."""
    numbers = image.info.get("nclx_profile")
    transfer = numbers.get("transfer_characteristics") if isinstance(numbers, Mapping) else None
    return transfer if transfer in _NITS else None


def to_plain_brightness(image: Image.Image, transfer: int | None) -> Image.Image:
    """Take an 8-bit image from PQ or HLG to the curve of sRGB, its primaries unchanged."""
    if transfer is None:
        return image
    levels = plain_levels(transfer)
    colours = len(image.getbands()) - (image.mode in ("LA", "RGBA"))
    return image.point([*levels * colours, *range(256)][: 256 * len(image.getbands())])


@cache
def plain_levels(transfer: int) -> tuple[int, ...]:
    """What each of the 256 levels becomes; white paper comes out light and highlights are not cut off."""
    found = []
    for level in range(256):
        light = _NITS[transfer](level / 255) / _WHITE
        if light > _KNEE:
            light = _KNEE + (1 - _KNEE) * (1 - math.exp(-(light - _KNEE) / (1 - _KNEE)))
        # IEC 61966-2-1.
        curved = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
        found.append(round(255 * curved))
    return tuple(found)


def _pq(signal: float) -> float:
    """SMPTE ST 2084, in nits."""
    root = signal ** (1 / 78.84375)
    return float(10_000 * (max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125))


def _hlg(signal: float) -> float:
    """ARIB STD-B67, on a screen of 1,000 nits with its system gamma of 1.2, in nits."""
    if signal <= 0.5:
        scene = signal**2 / 3
    else:
        scene = (math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
    return float(1_000 * scene**1.2)


_NITS: Mapping[int, Callable[[float], float]] = {16: _pq, 18: _hlg}
