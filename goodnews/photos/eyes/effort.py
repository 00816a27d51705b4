"""How much work a photo is to look into: bounded by what its header says, never by a clock."""

from collections.abc import Mapping
from pathlib import Path

from goodnews.photos.formats import AVIF, GIF, HEIC, JPEG, PNG, TIFF, WEBP, ImageFormat
from goodnews.photos.load import open_photo, read_photo

_DECODING: Mapping[ImageFormat, tuple[int, int]] = {
    JPEG: (10, 10),
    **dict.fromkeys((PNG, GIF, TIFF), (25, 15)),
    WEBP: (45, 15),
    AVIF: (30, 100),
    HEIC: (30, 200),
}
"""Milliseconds of a core, measured on one: for a million pixels, and for a megabyte of the file."""

_PROGRESSIVE = (12, 45)
_BOTH = 1770
"""Milliseconds for decoding a photo and reading what is written in it; all else takes as long for each."""

MOST_DECODING = 1700
_COLUMNS_A_MILLISECOND = 8


def decoding_effort(path: Path) -> int:
    """About how many milliseconds decoding a photo takes, the same on every machine.

    PhotoError when it can't be used.
    """
    data = read_photo(path)
    image, kind = open_photo(data, path.name)
    a_million_pixels, a_megabyte = _PROGRESSIVE if image.info.get("progressive") else _DECODING[kind]
    return (image.width * image.height * a_million_pixels + len(data) * a_megabyte) // 1_000_000


def most_columns(effort: int) -> int:
    """How much may be read in a photo that took so much to decode; a few lines always."""
    return (_BOTH - effort) * _COLUMNS_A_MILLISECOND
