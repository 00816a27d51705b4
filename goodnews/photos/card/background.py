"""The ground of a card of words: the Trust's colour, and the rings of a rising sun in its corner.

Such a card has few colours, and which they are is known before it is drawn. So it is drawn in numbers, one
byte a pixel, and its palette says what colour each number is: that is a quarter of the work, and a file
of a third of the size, with letters as sharp as they were drawn.

The numbers go in blocks, one a ring: first the steps of the ring's own edge, then the levels of ink upon it.
"""

from functools import cache, lru_cache

from PIL import Image, ImageChops, ImageDraw

from goodnews.colours import Colour, mix, readable_colour

INK = 31
"""The level of full ink: steps enough for a smooth edge of a letter."""

_EDGE = 8
_BLOCK = _EDGE + INK + 1
_RINGS = ((470, 0.10), (350, 0.18), (230, 0.26), (110, 0.36))
"""Each ring's radius in pixels, and how far its colour is from the ground's towards black or white."""


@lru_cache(maxsize=16)
def palette(ground: Colour) -> bytes:
    """The colours of a card's numbers, three bytes each.

    The rings are darker than a dark ground and lighter than a light one, so that words on them read better.
    """
    ink = readable_colour(ground)
    away: Colour = (0, 0, 0) if sum(ink) > 382 else (255, 255, 255)
    rings = [ground, *(mix(ground, away, part) for _, part in _RINGS)]
    colours: list[Colour] = []
    for around, ring in zip([ground, *rings], rings, strict=False):
        colours += [mix(around, ring, (on_done + 0.5) / _EDGE) for on_done in range(_EDGE)]
        colours += [mix(ring, ink, level / INK) for level in range(INK + 1)]
    return bytes(part for colour in colours for part in colour)


def draw_sunrise(levels: Image.Image, ground: Colour) -> Image.Image:
    """Put words on the sunrise: "P", of the size of `levels`.

    Those are "L": how much ink there is on each pixel, from 0 to `INK`.
    """
    bare, whole = _sunrise(levels.size)
    card = bare.copy()
    if box := levels.getbbox():
        words = levels.crop(box)
        # Ink hides the fine edge of a ring, and lies on the ring itself.
        card.paste(ImageChops.add(whole.crop(box), words), box, words.point(_ANY, "1"))
    # Pillow makes "P" out of "L" by a mere change of name.
    card.putpalette(palette(ground))
    return card


_ANY = [0, *[255] * 255]


@cache
def _sunrise(size: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    """The numbers of a card without words: with the rings' edges smooth, and with them hard."""
    smooth, hard = (Image.new("L", size, _EDGE) for _ in range(2))
    for number, (radius, _) in enumerate(_RINGS, 1):
        first, corner = number * _BLOCK, (size[0] - radius, size[1] - radius)
        quarter = _quarter(radius)
        edge = [first + min(cover * _EDGE // 255, _EDGE) for cover in range(256)]
        smooth.paste(quarter.point(edge), corner, quarter.point(_ANY, "1"))
        hard.paste(first + _EDGE, (*corner, *size), quarter.point(_ANY, "1"))
    return smooth, hard


def _quarter(radius: int) -> Image.Image:
    """The upper left quarter of a disc, 255 within, 0 without: drawn four times too large, then reduced."""
    side = radius * 4
    disc = Image.new("L", (side, side), 0)
    ImageDraw.Draw(disc).ellipse((0, 0, side * 2 - 1, side * 2 - 1), fill=255)
    return disc.reduce(4)
