"""The site's sign as a square picture, for what takes no SVG: RSS channels, podcast players."""

import io
from functools import cache

from PIL import Image, ImageDraw

from goodnews.photos.card.contrast import parse_colour, readable_colour
from goodnews.photos.card.fonts import BOLD, drawable, load_font

_LARGEST = 2_800
"""Pixels of the side it is drawn at, up to four times too large, then reduced: edges are smooth."""


@cache
def draw_badge(letters: str, accent: str, side: int) -> bytes:
    """Draw a speech bubble with one or two letters on the accent colour, as PNG.

    Args:
        letters: the Trust's initials; what the typeface lacks is left out.
        accent: `#rrggbb`.
        side: of the square, in pixels.
    """
    ground = parse_colour(accent)
    ink, size = readable_colour(ground), side * max(1, min(4, _LARGEST // side))

    def at(*parts: float) -> tuple[float, ...]:
        return tuple(part * size for part in parts)

    image = Image.new("RGB", (size, size), ground)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(at(0.14, 0.16, 0.86, 0.7), radius=0.1 * size, fill=ink)
    pen.polygon(at(0.3, 0.68, 0.3, 0.88, 0.5, 0.68), fill=ink)
    font = load_font(BOLD, round(size * 0.4))
    pen.text((size * 0.5, size * 0.43), drawable(letters), font=font, fill=ground, anchor="mm")
    out = io.BytesIO()
    image.resize((side, side), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
