"""QR codes, read as phones read them."""

import io
from pathlib import Path

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image

from goodnews.qr_code import draw_qr_file, draw_qr_files


@pytest.mark.parametrize("length", [1, 20, 60, 100, 180])
def test_a_code_is_read_back_as_its_address(length: int) -> None:
    address = f"https://stories.merrowdale.example/stories/2026/{'a-night-' * 23}"[: 40 + length] + "/"
    drawn = io.BytesIO()
    code = segno.make_qr(address, error="m", mask=3)
    code.save(drawn, kind="png", scale=4)
    inline = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    assert inline.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"') == draw_qr_file(address).decode()
    (result,) = zxingcpp.read_barcodes(np.asarray(Image.open(drawn).convert("L")))
    assert result.text == address


def test_codes_that_were_drawn_before_are_those_that_would_be_drawn_now(tmp_path: Path) -> None:
    site, preview = "https://stories.merrowdale.example", "http://127.0.0.1:8000"
    for base, *names in ((site, "tea"), (site, "cake", "tea"), (preview, "tea"), (site, "tea")):
        addresses = [f"{base}/stories/2026/{name}/" for name in names]
        assert draw_qr_files(addresses, base, tmp_path) == {url: draw_qr_file(url) for url in addresses}
