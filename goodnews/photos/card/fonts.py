"""The cards' typefaces, which of them has the letters of a text, and drawing a line of it.

All are under the SIL Open Font License, each from a package: Newsreader by Production Type, which the site's
headings are set in; Source Sans Pro by Paul D. Hunt for Adobe; and Noto Sans for what neither has.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import font_source_sans_pro
import fontpkg_newsreader
import manimgx_fonts
from PIL import Image, ImageDraw, ImageFont, features

from goodnews.colours import Colour
from goodnews.photos.card.layout import Measure

TITLE = "Newsreader[opsz,wght].ttf"
BOLD = "SourceSansPro-Bold.otf"
SEMIBOLD = "SourceSansPro-Semibold.otf"

_SCRIPTS = """
    Arabic Hebrew Devanagari Bengali Gujarati Gurmukhi Tamil Telugu Kannada Malayalam Sinhala Oriya Ethiopic
    Armenian Georgian
    """
"""Those that have spaces between words: a title in any other can't be broken into lines here."""
NOTO = tuple(f"NotoSans{script}[wght].ttf" for script in ("", *_SCRIPTS.split()))

_FOLDERS: Mapping[str, Path] = {
    TITLE: Path(fontpkg_newsreader.__file__).parent / "files",
    **dict.fromkeys((BOLD, SEMIBOLD), Path(font_source_sans_pro.__file__).parent / "files"),
    **dict.fromkeys(NOTO, Path(manimgx_fonts.__file__).parent),
}
_AXES: Mapping[str, tuple[int, ...]] = {TITLE: (600, 40), **dict.fromkeys(NOTO, (600,))}
"""Of those that vary: the weight, and for Newsreader the optical size; as the theme's headings have them."""

_TELLING = 1000
"""The size that widths are read at: the typeface's own units to the em, so nothing is rounded."""

# Raqm kerns ("To", "AV") and shapes. Where the system lacks the library it loads, letters stand as they come.
ENGINE = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC

_EVERYWHERE = frozenset(map(chr, range(0x20, 0x7F)))
"""Every typeface has these: to draw them, for a look, takes longer than to read a thousand titles."""

_JOINERS = "\u200c\u200d"
_FIRST_JOINED = 0x600
"""Joiners have a meaning from the Arabic letters on; before them they hold emoji together."""


@cache
def load_font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """One weight of a typeface at a size in pixels."""
    font = ImageFont.truetype(str(_FOLDERS[name] / name), size, layout_engine=ENGINE)
    if name in _AXES:
        font.set_variation_by_axes(list(_AXES[name]))
    return font


def measure(name: str, size: int) -> Measure:
    """How wide a text is in one weight and size.

    Letters are as wide as their size says, to the hundredth of a pixel: so all sizes are told from one.
    """
    return lambda text: size * _breadth(text, name)


@lru_cache(maxsize=8192)
def _breadth(text: str, name: str) -> float:
    """How wide a text is, as a multiple of its size."""
    return sum(load_font(font, _TELLING).getlength(run) for font, run in font_runs(text, name)) / _TELLING


def choose_font(text: str, preferred: str) -> tuple[str, str]:
    """The typeface that has every letter of a text, and the text without emoji and the like, tidily spaced.

    One of another script's letters alone is enough: Latin, digits and signs are drawn in Noto Sans beside it.
    Where none has, or where its letters can't be joined here, the text is empty: a box, or an accent too few,
    says less than nothing.

    >>> choose_font("Thank you 💙", BOLD)
    ('SourceSansPro-Bold.otf', 'Thank you')
    """
    if all(_is_plain(letter, preferred) for letter in set(text) - _EVERYWHERE):
        return preferred, " ".join(text.split())
    letters = _letters(text)
    if ENGINE is ImageFont.Layout.BASIC and any(map(_needs_shaping, letters)):
        return preferred, ""
    # Of these, Noto alone knows where an accent stands that has no letter of its own.
    marked = any(unicodedata.category(letter)[0] == "M" for letter in letters)
    for name in NOTO if marked else (preferred, *NOTO):
        fonts = {name, NOTO[0]} if name in NOTO else {name}
        drawn = {letter for letter in letters if any(_has(letter, font) for font in fonts)}
        if all(letter in drawn or _may_be_left_out(letter, preferred) for letter in letters):
            shown = "".join(letter for letter in letters if letter in drawn)
            return name, " ".join(shown.split())
    return preferred, ""


def font_runs(text: str, name: str) -> list[tuple[str, str]]:
    """A line in stretches of one typeface each: of a script's own, and of Noto Sans for what that has.

    >>> font_runs("ward 7", BOLD)
    [('SourceSansPro-Bold.otf', 'ward 7')]
    """
    if name not in NOTO:
        return [(name, text)]
    runs: list[tuple[str, str]] = []
    for letter in text:
        font = NOTO[0] if _has(letter, NOTO[0]) else name
        # Spaces and accents belong to what they stand behind.
        joins = letter.isspace() or unicodedata.category(letter)[0] in "MC"
        if runs and (font == runs[-1][0] or (joins and _has(letter, runs[-1][0]))):
            runs[-1] = runs[-1][0], runs[-1][1] + letter
        else:
            runs.append((font, letter))
    return runs


def can_be_set(text: str) -> bool:
    """Whether a typeface has what a title says: one of emoji alone says nothing in letters."""
    return bool(choose_font(text, TITLE)[1])


def is_rightward(text: str) -> bool:
    """Whether a text is read from left to right: its first letter decides."""
    for letter in text:
        if (direction := unicodedata.bidirectional(letter)) in ("L", "R", "AL"):
            return direction == "L"
    return True


def _letters(text: str) -> str:
    """A text without what nobody sees: controls, marks of direction, joiners and variants of emoji."""
    kept = ""
    for letter in unicodedata.normalize("NFC", text):
        before = kept[-1:] or " "
        joins = (
            letter in _JOINERS and ord(before) >= _FIRST_JOINED and unicodedata.category(before)[0] in "LM"
        )
        seen = unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn")
        if (seen and not 0xFE00 <= ord(letter) <= 0xFE0F) or letter.isspace() or joins:
            kept += letter
    return kept


def _may_be_left_out(letter: str, preferred: str) -> bool:
    """Whether a text says the same without it: an emoji or an ornament that no typeface here has."""
    category = unicodedata.category(letter)
    ornament = category in ("Sm", "So", "Sk") and not any(_has(letter, name) for name in (preferred, *NOTO))
    return ornament or category[0] in "ZC"


def _needs_shaping(letter: str) -> bool:
    """Whether where and how it stands depends on its neighbours."""
    return unicodedata.category(letter)[0] == "M" or unicodedata.bidirectional(letter) in ("R", "AL")


@cache
def _is_plain(letter: str, name: str) -> bool:
    """Whether a letter stands for itself, is always seen, and is in the typeface: nearly all are."""
    is_itself = unicodedata.is_normalized("NFC", letter) and not _needs_shaping(letter)
    return is_itself and unicodedata.category(letter)[0] in "LNPZ" and _has(letter, name)


@cache
def _has(character: str, name: str) -> bool:
    """Whether the typeface has its own shape for a character: not the box that stands for none."""
    if character.isspace() or character in _JOINERS:
        return True
    if _shape(character, name) == _shape("\U0010fffd", name):
        return False
    try:
        load_font(name, 32).getmask(character)
    except OSError:  # a whole blessing in one character is too intricate for FreeType
        return False
    return True


@lru_cache(maxsize=1024)
def _shape(character: str, name: str) -> bytes:
    """A character's own shape: Raqm would make one that is not there of others, and misplace its accent."""
    return bytes(_bare_font(name).getmask(character))


@cache
def _bare_font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FOLDERS[name] / name), 32, layout_engine=ImageFont.Layout.BASIC)


def write(
    image: Image.Image, position: tuple[float, float], text: str, name: str, size: int, ink: Colour | int
) -> None:
    """Draw one line: its first letter's ink, and not the air before it, starts at `position` on the baseline.

    The ink is a colour, or a level where the image has but one channel.
    """
    runs = font_runs(text, name)
    rightward = len(runs) == 1 or is_rightward(text)
    if not rightward:
        runs.reverse()
    pen, left = ImageDraw.Draw(image), position[0]
    if text:
        left -= ink_box(runs[0][1], runs[0][0], size)[0]
    for font, run in runs:
        # Whole lines Raqm turns by itself; of one that is drawn in parts it has to be told.
        direction = None if rightward else "rtl"
        pen.text((left, position[1]), run, ink, load_font(font, size), "ls", direction=direction)
        left += measure(font, size)(run)


@lru_cache(maxsize=8192)
def ink_box(text: str, name: str, size: int) -> tuple[float, float, float, float]:
    """Where a text's ink is: its left, top, right and bottom from the start of its baseline."""
    boxes = [load_font(font, size).getbbox(run, anchor="ls") for font, run in font_runs(text, name) if run]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True) if boxes else ((0.0,),) * 4
    return lefts[0], min(tops), max(rights), max(bottoms)
