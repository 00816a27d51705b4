"""Social cards: the picture that a shared story shows, drawn from its title, its photo and its Trust."""

import hashlib
import io
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from PIL import __version__ as pillow_version

from goodnews.files import write_atomically
from goodnews.photos.budget import Budget, nothing, workers_here
from goodnews.photos.developing import develop, memory_for
from goodnews.photos.findings import RefusedError
from goodnews.photos.focus import Focus, crop_box, parse_focus
from goodnews.photos.ink import Colour, ink_on, mix, parse_colour
from goodnews.photos.lettering import BOLD, ENGINE, SEMIBOLD, drawable, measure, write
from goodnews.photos.opening import settle_warnings
from goodnews.photos.photo_set import JPEG, Rendition
from goodnews.photos.reading import read_photo
from goodnews.photos.typesetting import SetText, set_title

WIDTH, HEIGHT = 1200, 630
"""What Open Graph's users and `summary_large_image` ask for."""

_STEPS = 1
"""Raise it when the drawing changes, so that every card is drawn again."""

_MARGIN = 60
_PHOTO_FROM = 580
_TITLE_TOP = 148
_TITLE_BOTTOM = 512
_LEADING = 1.06
_MOST_ENLARGED = 1.6
_DRAWING = 16 * 1024 * 1024
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class CardSpec:
    """What a card says.

    Attributes:
        title: the story's.
        kicker: a word or two above it, the story's category.
        site_name: below it.
        accent: the Trust's colour, `#rrggbb`.
        photo: only where its consent covers `social`; otherwise None.
        focus: the photo's, as the story says it.
    """

    title: str
    kicker: str
    site_name: str
    accent: str
    photo: Path | None
    focus: str | None


def make_cards(
    specs: Sequence[CardSpec],
    cache: Path,
    *,
    workers: int | None = None,
    step: Callable[[], None] = nothing,
) -> tuple[Rendition, ...]:
    """Make many cards, in order: on all cores, within the memory that `prepare_photos` keeps to."""
    budget = Budget()

    def make(spec: CardSpec) -> Rendition:
        return make_card(spec, cache, budget)

    cards = []
    with ThreadPoolExecutor(workers or workers_here(), "cards") as pool:
        for card in pool.map(make, specs):
            cards.append(card)
            step()
    return tuple(cards)


def make_card(spec: CardSpec, cache: Path, budget: Budget | None = None) -> Rendition:
    """Draw a story's card, or find it in the cache.

    A photo that can't be used gives the card without one: its problem is reported where photos are
    prepared.

    Raises:
        ValueError: an accent that is not a colour.
    """
    settle_warnings()
    photo, digest = None, ""
    if spec.photo is not None:
        try:
            photo = read_photo(spec.photo)
            digest = hashlib.sha256(photo).hexdigest()
        except RefusedError:
            photo = None
    said = [spec.title, spec.kicker, spec.site_name, spec.accent, spec.focus if photo else None]
    key = json.dumps([_STEPS, pillow_version, int(ENGINE), said, digest])
    path = cache / "cards" / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.jpg"
    if not _is_whole(path):
        with (budget or Budget()).share(_cost(spec, photo)):
            write_atomically(path, _encode(draw_card(spec, photo)))
    return Rendition(path.name, WIDTH, HEIGHT, JPEG, path.stat().st_size, path)


def _is_whole(path: Path) -> bool:
    """Whether a card is in the cache from its first marker to its last: a torn one is drawn again."""
    try:
        with path.open("rb") as card:
            first = card.read(2)
            card.seek(-2, os.SEEK_END)
            return (first, card.read(2)) == (b"\xff\xd8", b"\xff\xd9")
    except OSError:
        return False


def _cost(spec: CardSpec, photo: bytes | None) -> int:
    """A guess of the bytes that drawing takes."""
    if spec.photo is None or photo is None:
        return _DRAWING
    try:
        return _DRAWING + memory_for(photo, spec.photo.name)
    except RefusedError:
        return _DRAWING


def draw_card(spec: CardSpec, photo: bytes | None) -> Image.Image:
    """Draw a card as an RGB picture of 1200 by 630 pixels."""
    ground = parse_colour(spec.accent)
    ink = ink_on(ground)
    card = Image.new("RGB", (WIDTH, HEIGHT), ground)
    picture = _picture(spec, photo, (WIDTH - _PHOTO_FROM, HEIGHT)) if photo else None
    if picture is None:
        _draw_sunrise(card, ground, ink)
        _draw_words(card, spec, ink, width=980, sizes=range(128, 51, -2))
    else:
        card.paste(picture, (_PHOTO_FROM, 0))
        _draw_words(card, spec, ink, width=_PHOTO_FROM - 2 * _MARGIN + 16, sizes=range(88, 39, -2))
    return card


def _draw_words(card: Image.Image, spec: CardSpec, ink: Colour, *, width: int, sizes: range) -> None:
    """Kicker, title and the site's name, one below the other on the left."""
    draw = ImageDraw.Draw(card)
    draw.rectangle((_MARGIN, 62, _MARGIN + 55, 67), fill=ink)
    kicker = _one_line(spec.kicker, SEMIBOLD, 32, width)
    write(card, (_MARGIN, 112), kicker, SEMIBOLD, 32, ink)
    title = set_title(
        drawable(spec.title)[:_LONGEST_TITLE],
        width=width,
        height=_TITLE_BOTTOM - _TITLE_TOP,
        sizes=sizes,
        leading=_LEADING,
        at=lambda size: measure(BOLD, size),
    )
    for number, line in enumerate(title.lines):
        # Capitals of this typeface are 0.66 of its size high: the first line's tops meet the box's top.
        baseline = _TITLE_TOP + title.size * 0.72 + number * title.size * _LEADING
        write(card, (_MARGIN, round(baseline)), line, BOLD, title.size, ink)
    name = _one_line(spec.site_name, BOLD, 34, width)
    write(card, (_MARGIN, HEIGHT - 56), name, BOLD, 34, ink)


def _one_line(text: str, name: str, size: int, width: int) -> str:
    """As much of a text as goes on one line."""
    fitted: SetText = set_title(
        drawable(text, name),
        width=width,
        height=size,
        sizes=(size,),
        leading=1,
        at=lambda at: measure(name, at),
    )
    return fitted.lines[0] if fitted.lines else ""


def _picture(spec: CardSpec, photo: bytes, size: tuple[int, int]) -> Image.Image | None:
    """The photo cropped about its focus to a size; None where it can't be used or is far too small."""
    ratio = size[0] / size[1]
    try:
        focus = parse_focus(spec.focus)
    except RefusedError:
        focus = Focus()

    def width_for(width: int, height: int) -> int:
        left, _, right, _ = crop_box(width, height, ratio, focus)
        return -(-size[0] * width // (right - left))

    try:
        developed = develop(photo, spec.photo.name if spec.photo else "", width_for)
    except RefusedError:
        return None
    image = developed.image
    box = crop_box(image.width, image.height, ratio, focus)
    if size[0] > (box[2] - box[0]) * _MOST_ENLARGED:
        return None
    return image.resize(size, Image.Resampling.LANCZOS, box=box)


def _draw_sunrise(card: Image.Image, ground: Colour, ink: Colour) -> None:
    """Rings of a rising sun in the corner: darker than a dark ground, so that words on them read better."""
    away: Colour = (0, 0, 0) if sum(ink) > 382 else (255, 255, 255)
    for radius, part in ((470, 0.10), (350, 0.18), (230, 0.26), (110, 0.36)):
        ring = Image.new("L", (WIDTH, HEIGHT), 0)
        scale = 4
        side = radius * 2 * scale
        disc = Image.new("L", (side, side), 0)
        ImageDraw.Draw(disc).ellipse((0, 0, side - 1, side - 1), fill=255)
        disc = disc.resize((radius * 2, radius * 2), Image.Resampling.BOX)
        ring.paste(disc, (WIDTH - radius, HEIGHT - radius))
        card.paste(Image.new("RGB", card.size, mix(ground, away, part)), mask=ring)


def _encode(card: Image.Image) -> bytes:
    """Full colour resolution: letters on colour fray at half."""
    out = io.BytesIO()
    card.save(out, "JPEG", quality=86, subsampling="4:4:4", progressive=True, optimize=True)
    return out.getvalue()
