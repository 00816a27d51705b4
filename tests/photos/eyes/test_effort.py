"""How much work a photo is, by its header and its weight."""

from pathlib import Path

import pytest
from PIL import Image

from goodnews.photos import PhotoError
from goodnews.photos.eyes import Sighting
from goodnews.photos.eyes.effort import MOST_DECODING, decoding_effort, most_columns


def write(path: Path, size: tuple[int, int], megabytes: float = 0, **settings: bool) -> Path:
    """A photo, with bytes behind its end that make it as heavy."""
    Image.new("RGB", size, (90, 120, 90)).save(path, **settings)
    with path.open("ab") as file:
        file.write(b"\0" * round(megabytes * 1_000_000))
    return path


@pytest.mark.parametrize(
    ("name", "megapixels", "megabytes", "least", "most"),
    [
        ("phone.jpg", 12, 3, 120, 180),
        ("camera.jpg", 20, 45, 600, 800),
        ("phone.heic", 1, 4, 800, 900),
        ("noisy.heic", 1, 8, 1600, MOST_DECODING),
        ("heavy.heic", 1, 9, MOST_DECODING + 1, 2000),
        ("screen.png", 4, 2, 100, 200),
    ],
)
def test_effort_goes_by_kind_size_and_weight(
    tmp_path: Path, name: str, megapixels: int, megabytes: float, least: int, most: int
) -> None:
    photo = write(tmp_path / name, (megapixels * 500, 2000), megabytes)
    assert least <= decoding_effort(photo) <= most


def test_a_progressive_photo_takes_longer_for_each_byte(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.jpg", (400, 300), 8)
    progressive = write(tmp_path / "b.jpg", (400, 300), 8, progressive=True)
    assert decoding_effort(progressive) > 4 * decoding_effort(plain)


def test_what_takes_too_long_is_not_opened_and_says_so(tmp_path: Path) -> None:
    from goodnews.photos.eyes.worker import look_at_photo

    sighting = look_at_photo(write(tmp_path / "heavy.heic", (400, 300), 9))
    assert sighting == Sighting(is_too_heavy=True)


def test_a_few_lines_are_read_however_long_a_photo_took() -> None:
    assert most_columns(MOST_DECODING) >= 500
    assert most_columns(0) > most_columns(1000)


def test_what_is_no_photo_has_no_effort(tmp_path: Path) -> None:
    (tmp_path / "words.jpg").write_text("no photo")
    with pytest.raises(PhotoError):
        decoding_effort(tmp_path / "words.jpg")
