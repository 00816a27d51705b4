"""What a social card shows: the story's title, set large, beside its photo or on a rising sun."""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from goodnews.colours import Colour, parse_colour, readable_colour
from goodnews.photos.card.background import INK, draw_sunrise
from goodnews.photos.card.fonts import (
    BOLD,
    SEMIBOLD,
    TITLE,
    choose_font,
    ink_box,
    is_rightward,
    load_font,
    measure,
    write,
)
from goodnews.photos.card.layout import layout_title, shorten
from goodnews.photos.decode import as_file, decode
from goodnews.photos.focus import Focus, crop_box, parse_focus
from goodnews.photos.formats import PhotoError

WIDTH, HEIGHT = 1200, 630
"""What Open Graph's users and `summary_large_image` ask for."""

_MARGIN = 60
_PHOTO_FROM = 580
_TITLE_TOP = 148
_TITLE_BOTTOM = 512
_LEADING, _LEADING_OF_OTHERS = 1.06, 1.3
"""From line to line, as a multiple of the size; letters of other alphabets reach higher and lower."""
_ROOM_ABOVE, _ACCENTS_ABOVE = 30, 12
"""Pixels: kept free for accents that stand on accents, and how far those may stand above a title's box."""
_MOST_ENLARGED = 1.6
_TRIMMED = 3
"""Pixels: sizes are rounded up, so a photo that was decoded for the card is a little too large."""

_LONGEST = 300
"""Letters of a text that are looked at: no card has room for more."""

_RUNS = 3
"""zlib's `Z_RLE`: of the same byte again and again, and nothing else."""


class CardSpec(NamedTuple):
    """What a card says.

    Attributes:
        title: the story's.
        kicker: a word or two above it, the story's category.
        site_name: below it.
        accent: the Trust's colour, `#rrggbb`.
        photo: only where its consent covers `social`; otherwise None.
        focus: the photo's, as the story says it.
        digest: the SHA-256 of the photo in hex where it is known: a card that is there needs no reading then.
    """

    title: str
    kicker: str
    site_name: str
    accent: str
    photo: Path | None
    focus: str | None
    digest: str = ""


def draw_card(spec: CardSpec, photo: bytes | None) -> Image.Image:
    """Draw a card of 1200 by 630 pixels: "RGB" with a photo, "P" where it is of words alone."""
    ground = parse_colour(spec.accent)
    picture = _picture(spec, photo, (WIDTH - _PHOTO_FROM, HEIGHT)) if photo else None
    if picture is None:
        levels = Image.new("L", (WIDTH, HEIGHT), 0)
        _draw_words(levels, spec, INK, width=980, sizes=range(128, 51, -2))
        return draw_sunrise(levels, ground)
    card = Image.new("RGB", (WIDTH, HEIGHT), ground)
    card.paste(picture, (_PHOTO_FROM, 0))
    _draw_words(
        card, spec, readable_colour(ground), width=_PHOTO_FROM - 2 * _MARGIN + 16, sizes=range(88, 39, -2)
    )
    return card


def encode_card(card: Image.Image) -> bytes:
    """A card of words as PNG, one with a photo as JPEG."""
    if card.mode == "P":
        # What there is to find in flat colour; to look for no more is quick, and the same on any machine.
        return as_file(card, "PNG", compress_level=1, compress_type=_RUNS)
    # Full colour resolution: letters on colour fray at half.
    return as_file(card, "JPEG", quality=84, subsampling="4:4:4")


def _draw_words(
    card: Image.Image, spec: CardSpec, ink: Colour | int, *, width: int, sizes: Sequence[int]
) -> None:
    """Kicker, title and the site's name, one below the other on the left."""
    ImageDraw.Draw(card).rectangle((_MARGIN, 62, _MARGIN + 55, 67), fill=ink)
    kicker, face = _one_line(spec.kicker, SEMIBOLD, 32, width)
    write(card, (_MARGIN, 112), kicker, face, 32, ink)
    face, words = choose_font(spec.title[: 2 * _LONGEST], TITLE)
    leading, room = (_LEADING, 0) if face == TITLE else (_LEADING_OF_OTHERS, _ROOM_ABOVE)
    title = layout_title(
        words[:_LONGEST],
        width=width,
        height=_TITLE_BOTTOM - _TITLE_TOP - room,
        sizes=sizes,
        leading=leading,
        at=lambda size: measure(face, size),
    )
    # Capitals are two thirds of their size high: the first line's tops meet the box's top.
    first = _TITLE_TOP + title.size * 0.72
    if room and title.lines:
        first = max(first, _TITLE_TOP - ink_box(title.lines[0], face, title.size)[1] - _ACCENTS_ABOVE)
    for number, line in enumerate(title.lines):
        baseline = first + number * title.size * leading
        spare = 0.0 if is_rightward(words) else width - measure(face, title.size)(line)
        write(card, (_MARGIN + spare, round(baseline)), line, face, title.size, ink)
    name, face = _one_line(spec.site_name, TITLE, 36, width)
    write(card, (_MARGIN, HEIGHT - 56), name, face, 36, ink)


@lru_cache(maxsize=256)
def _one_line(text: str, preferred: str, size: int, width: int) -> tuple[str, str]:
    """As much of a text as goes on one line, and the typeface that has its letters."""
    name, words = choose_font(text[: 2 * _LONGEST], preferred)
    lines = shorten(words[:_LONGEST].split(), width, 1, measure(name, size))
    return "".join(lines), name


def _picture(spec: CardSpec, photo: bytes, size: tuple[int, int]) -> Image.Image | None:
    """The photo cropped about its focus to a size; None where it can't be used or is far too small."""
    ratio = size[0] / size[1]
    try:
        focus = parse_focus(spec.focus)
    except PhotoError:
        focus = Focus()

    def width_for(width: int, height: int) -> int:
        left, _, right, _ = crop_box(width, height, ratio, focus)
        return -(-size[0] * width // (right - left))

    try:
        decoded = decode(photo, spec.photo.name if spec.photo else "", width_for)
    except PhotoError:
        return None
    image = decoded.image
    left, top, right, bottom = crop_box(image.width, image.height, ratio, focus)
    over = right - left - size[0], bottom - top - size[1]
    if all(0 <= excess <= _TRIMMED for excess in over):
        # It was decoded at this size: to resize it once more would only cost time and edges.
        left, top = left + over[0] // 2, top + over[1] // 2
        return image.crop((left, top, left + size[0], top + size[1]))
    if size[0] > (right - left) * _MOST_ENLARGED:
        return None
    return image.resize(size, Image.Resampling.LANCZOS, box=(left, top, right, bottom))


_LARGEST = 2_800
"""Pixels of the side it is drawn at, up to four times too large, then reduced: edges are smooth."""


@cache
def draw_badge(letters: str, accent: str, side: int) -> bytes:
    """Draw a speech bubble with one or two letters on the accent colour, as PNG."""
    ground = parse_colour(accent)
    ink, size = readable_colour(ground), side * max(1, min(4, _LARGEST // side))

    def at(*parts: float) -> tuple[float, ...]:
        return tuple(part * size for part in parts)

    image = Image.new("RGB", (size, size), ground)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(at(0.14, 0.16, 0.86, 0.7), radius=0.1 * size, fill=ink)
    pen.polygon(at(0.3, 0.68, 0.3, 0.88, 0.5, 0.68), fill=ink)
    face, shown = choose_font(letters, BOLD)
    font = load_font(face, round(size * 0.4))
    pen.text((size * 0.5, size * 0.43), shown, font=font, fill=ground, anchor="mm")
    return as_file(image.resize((side, side), Image.Resampling.LANCZOS), "PNG", optimize=True)
