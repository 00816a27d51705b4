"""An address as a QR code: for paper, from which nobody can press a link."""

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=256)
def draw_qr_code(address: str) -> Markup:
    """Draw an address as an SVG element without a size, black on whatever is behind it.

    It is still read with a seventh of it smudged. The page gives it its margin, four of its modules.

    >>> draw_qr_code("https://stories.merrowdale.example/")[:49]
    Markup('<svg viewBox="0 0 29 29"><path stroke="#000" d="M')
    """
    # Any of the eight masks is read; choosing the best takes five times as long.
    code = segno.make_qr(address, error="m", mask=3)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None))  # noqa: S704


def draw_qr_file(address: str) -> bytes:
    """The same as a file: a page names it for its print, and no screen fetches it."""
    return str(draw_qr_code(address)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
