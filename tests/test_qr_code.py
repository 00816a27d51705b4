"""QR codes, read as phones read them."""

import io
from pathlib import Path

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image

from goodnews.qr_code import draw_qr_code, draw_qr_file, draw_qr_files


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


def test_a_code_that_was_drawn_before_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, first, second = "https://stories.merrowdale.example", "/stories/2026/tea/", "/stories/2026/cake/"
    before = draw_qr_files([site + first], site, tmp_path)
    assert before == {site + first: draw_qr_file(site + first)}
    drawn: list[str] = []
    monkeypatch.setattr("goodnews.qr_code.draw_qr_file", lambda address: drawn.append(address) or b"new")
    assert draw_qr_files([site + second, site + first], site, tmp_path) == {
        site + second: b"new",
        **before,
    }
    assert drawn == [site + second]


def test_a_preview_takes_no_code_from_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, preview = "https://stories.merrowdale.example/tea/", "http://127.0.0.1:8000/tea/"
    draw_qr_files([site], "https://stories.merrowdale.example", tmp_path)
    draw_qr_files([preview], "http://127.0.0.1:8000", tmp_path)
    monkeypatch.setattr("goodnews.qr_code.draw_qr_file", lambda _: pytest.fail("drawn again"))
    assert set(draw_qr_files([site], "https://stories.merrowdale.example", tmp_path)) == {site}
