"""The cards' typeface, and drawing a line of text with it.

Source Sans Pro by Paul D. Hunt for Adobe, under the SIL Open Font License, from its own package.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import font_source_sans_pro
from PIL import Image, ImageDraw, ImageFont, features

from goodnews.photos.card.contrast import Colour
from goodnews.photos.card.layout import Measure

BOLD = "SourceSansPro-Bold.otf"
SEMIBOLD = "SourceSansPro-Semibold.otf"

_TELLING = 1000
"""The size that widths are read at: the typeface's own units to the em, so nothing is rounded."""

# Raqm kerns ("To", "AV"). Where the system lacks the library it loads, letters stand unkerned.
ENGINE = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC


@cache
def load_font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """One weight of the typeface at a size in pixels."""
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return ImageFont.truetype(str(folder / name), size, layout_engine=ENGINE)


def measure(name: str, size: int) -> Measure:
    """How wide a text is in one weight and size.

    Letters are as wide as their size says, to the hundredth of a pixel: so all sizes are told from one.
    """
    return lambda text: size * _breadth(text, name)


@lru_cache(maxsize=8192)
def _breadth(text: str, name: str) -> float:
    """How wide a text is, as a multiple of its size."""
    return load_font(name, _TELLING).getlength(text) / _TELLING


def drawable(text: str, name: str = BOLD) -> str:
    """Leave out what the typeface has no shape for, emoji above all, and tidy the spaces.

    >>> drawable("Thank you 💙")
    'Thank you'
    """
    letters = (
        letter for letter in unicodedata.normalize("NFC", text) if letter.isspace() or _has(letter, name)
    )
    return " ".join("".join(letters).split())


@cache
def _has(character: str, name: str) -> bool:
    """Whether the typeface has its own shape for a character: not the box that stands for none."""
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Co", "Cs", "Cn"):
        return False
    font = load_font(name, 32)
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010fffd"))


def write(
    image: Image.Image, position: tuple[float, float], text: str, name: str, size: int, ink: Colour | int
) -> None:
    """Draw one line: its first letter's ink, and not the air before it, starts at `place` on the baseline.

    The ink is a colour, or a level where the image has but one channel.
    """
    left = position[0] - _air(text[:1], name, size)
    ImageDraw.Draw(image).text((left, position[1]), text, font=load_font(name, size), fill=ink, anchor="ls")


@lru_cache(maxsize=8192)
def _air(letter: str, name: str, size: int) -> float:
    """How far into its place a letter's ink begins."""
    return load_font(name, size).getbbox(letter, anchor="ls")[0] if letter else 0.0
