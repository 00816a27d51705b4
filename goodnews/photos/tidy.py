"""A photo as it may stand in git: upright, in sRGB, not too large, and nothing but its picture."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import NamedTuple

from PIL import Image

from goodnews.photos.colour import is_srgb, profile_of
from goodnews.photos.decode import as_file, decode, orientation_of, shrink
from goodnews.photos.formats import (
    GIF,
    JPEG,
    PNG,
    TIFF,
    WEBP,
    ImageFormat,
    PhotoError,
    detect_format,
    is_raw,
    recognise,
    refused,
)
from goodnews.photos.load import open_photo, quiet_pillow
from goodnews.photos.strip import NotStripped, strip_jpeg, strip_png, strip_webp

LONGEST_SIDE = 4000
"""Pixels. The site's widest copy has 1920, so this leaves room to crop."""

_STEPS = ((4000, 92), (4000, 86), (4000, 80), (3200, 82), (2560, 80), (1920, 80), (1920, 60), (1920, 40))
"""Longest side and quality of the JPEGs to try, until one is no larger than what it replaces."""
_SAYS_HOW_TO_SHOW = frozenset({b"iCCP", b"eXIf"})
_ENDINGS = {JPEG: (".jpg", ".jpeg", ".jfif"), PNG: (".png",), WEBP: (".webp",)}
"""What a tidy photo's name may end in."""


class TidyPhoto(NamedTuple):
    """A photo without metadata: its name, whose ending says what it is, and its bytes."""

    name: str
    data: bytes


def tidy_photo(data: bytes, name: str) -> TidyPhoto:
    """Take off a photo all that is not its picture; without loss, where its colours and size may stay.

    A JPEG, PNG or WebP stays one where it can; HEIC, AVIF and TIFF become JPEG, GIF becomes PNG. What is tidy
    comes back as it is. Nothing comes back larger, unless no JPEG can be as small as what it is made of.

    PhotoError when it is no photo that we take.
    """
    quiet_pillow()
    kind = recognise(data) or detect_format(data, name)
    if kind is TIFF and is_raw(data, name):
        raise refused("photo-raw", name)
    named = _with_ending(name, kind.suffixes)
    try:
        # Without its texts, which may be too long for Pillow; with what says how it is to be shown.
        shown = strip_png(data, also=_SAYS_HOW_TO_SHOW) if kind is PNG else data
        image, _ = open_photo(shown, named)
    except NotStripped as error:
        raise refused("photo-broken", name) from error
    try:
        # One whose parts don't fit together may be whole all the same: decoding it will tell.
        with suppress(NotStripped):
            if (stripped := _strip(data, image, kind)) is not None:
                return TidyPhoto(_with_ending(named, _ENDINGS[kind]), stripped)
        return _encoded_anew(shown, len(data), named, image, kind)
    except PhotoError:
        raise
    except Exception as error:  # whatever Pillow's decoders say of a file that is damaged
        raise refused("photo-broken", name) from error


def _encoded_anew(data: bytes, most: int, name: str, image: Image.Image, kind: ImageFormat) -> TidyPhoto:
    """The truest of its encodings with at most so many bytes, or the smallest if none is so small."""
    tried: list[TidyPhoto] = []
    for made, encoded in _encodings(data, name, image, kind):
        tried.append(TidyPhoto(_with_ending(name, _ENDINGS[made]), encoded))
        if len(encoded) <= most:
            break
    return min(tried, key=lambda photo: len(photo.data))


def _with_ending(name: str, endings: tuple[str, ...]) -> str:
    """A name with one of these endings: its own, if that is among them, or else the first."""
    path = PurePath(name)
    return name if path.suffix.lower() in endings else path.with_suffix(endings[0]).name


def _strip(data: bytes, image: Image.Image, kind: ImageFormat) -> bytes | None:
    """The photo without its metadata; None where its pixels have to change, or its kind has no such way."""
    if orientation_of(image, kind) != 1 or max(image.size) > LONGEST_SIDE or image.mode in ("CMYK", "LAB"):
        return None
    if not is_srgb(profile_of(image), "L" if image.mode in ("L", "LA", "1") else "RGB"):
        return None
    if kind is WEBP:
        return None if getattr(image, "is_animated", False) else strip_webp(data)
    return strip_jpeg(data) if kind is JPEG else strip_png(data) if kind is PNG else None


def _encodings(
    data: bytes, name: str, image: Image.Image, kind: ImageFormat
) -> Iterator[tuple[ImageFormat, bytes]]:
    """The picture encoded anew, the truest first."""
    if kind is GIF and max(image.size) <= LONGEST_SIDE:
        yield PNG, as_file(_first_frame(image), "PNG", optimize=True)
    pixels = decode(data, name, lambda width, height: _within(width, height, LONGEST_SIDE)[0]).image
    if kind is PNG:
        yield PNG, as_file(pixels, "PNG")
    if kind is WEBP:
        yield WEBP, as_file(pixels, "WEBP", quality=90)
    tables = getattr(image, "quantization", None)
    if kind is JPEG and tables:  # as finely as it was encoded before
        yield JPEG, as_file(pixels, "JPEG", qtables=tables, subsampling="4:2:0", optimize=True)
    for side, quality in _STEPS:
        small = shrink(pixels, _within(*pixels.size, side))
        yield JPEG, as_file(small, "JPEG", quality=quality, subsampling="4:2:0", optimize=True)


def _within(width: int, height: int, side: int) -> tuple[int, int]:
    """A size with the same shape whose longer side has at most so many pixels.

    >>> _within(8000, 6000, 4000)
    (4000, 3000)
    """
    longest = max(width, height)
    if longest <= side:
        return width, height
    return max(1, width * side // longest), max(1, height * side // longest)


def _first_frame(image: Image.Image) -> Image.Image:
    """What a GIF shows first, in its own few colours, and none of its comments."""
    image.load()
    still = image.copy()
    still.info = {key: value for key, value in still.info.items() if key == "transparency"}
    return still
