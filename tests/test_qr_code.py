"""QR codes, read as phones read them."""

import io

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image

from goodnews.qr_code import draw_qr_code, draw_qr_file


@pytest.mark.parametrize("length", [1, 20, 60, 100, 180])
def test_a_code_is_read_back_as_its_address(length: int) -> None:
    address = f"https://stories.merrowdale.example/stories/2026/{'a-night-' * 23}"[: 40 + length] + "/"
    drawn = io.BytesIO()
    code = segno.make_qr(address, error="m", mask=3)
    code.save(drawn, kind="png", scale=4)
    assert code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None) == draw_qr_code(address)
    assert (
        draw_qr_file(address).replace(b' xmlns="http://www.w3.org/2000/svg"', b"")
        == draw_qr_code(address).encode()
    )
    (result,) = zxingcpp.read_barcodes(np.asarray(Image.open(drawn).convert("L")))
    assert result.text == address
