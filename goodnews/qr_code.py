"""An address as a QR code: for paper, from which nobody can press a link."""

import io
from collections.abc import Sequence
from pathlib import Path

import segno

from goodnews.cache import SqliteCache
from goodnews.parallel import parallel_map

AT_A_TIME = 50
"""Codes: fewer are drawn in the time that it takes to start a process."""


def draw_qr_file(address: str) -> bytes:
    """Draw an address as an SVG file without a size, black on whatever is behind it.

    It is still read with a seventh of it smudged. The page gives it its margin, four of its modules.

    >>> draw_qr_file("https://stories.merrowdale.example/")[:84]
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path stroke="#000" d="M'
    """
    # Any of the eight masks is read; choosing the best takes five times as long.
    code, file = segno.make_qr(address, error="m", mask=3), io.BytesIO()
    code.save(file, "svg", border=0, omitsize=True, svgclass=None, lineclass=None, xmldecl=False, nl=False)
    return file.getvalue()


def draw_qr_files(addresses: Sequence[str], site_url: str, cache: Path) -> dict[str, bytes]:
    """The files of a site's addresses, each drawn once: a thousand take as long as a third of their pages.

    A preview has addresses of its own, and is kept beside the site in the folder of pictures.
    """
    rows = SqliteCache(cache / "codes.db", f"1 {segno.__version__}")
    known = rows.entries(site_url)
    new = [address for address in addresses if address not in known]
    drawn = dict(zip(new, parallel_map(draw_qr_file, new, AT_A_TIME), strict=True))
    codes = {address: known.get(address) or drawn[address] for address in addresses}
    rows.replace(site_url, codes)
    return codes
