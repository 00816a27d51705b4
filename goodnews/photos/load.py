"""Loading a photo: its bytes off the disk, its header, and a refusal of what would harm the machine."""

import io
import logging
import os
import stat
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pillow_heif
from PIL import Image

from goodnews.photos.avif import read_properties
from goodnews.photos.formats import (
    AVIF,
    HEIC,
    JPEG,
    PNG,
    TIFF,
    ImageFormat,
    PhotoError,
    detect_format,
    recognise,
    refused,
    warning,
)
from goodnews.photos.strip import MOST_FILL, START_OF_SCAN, NotStripped, jpeg_parts, strip_png
from goodnews.problems import Problem

SMALLEST_SIDE: Final = 32
LONGEST_RATIO: Final = 10
_MOST_SCANS: Final = 200

# Thumbnails stay off: the opener would otherwise decode the embedded one in place of the photo, and that
# may show what was cropped away. Depth and auxiliary images are not looked at either.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def quiet_pillow() -> None:
    """Take a decompression bomb for an error, and hear nothing of spoilt metadata: it goes anyway.

    Pillow warns of a bomb and goes on. Called where a task begins and not once for all, because whoever
    runs the task (a test, Pelican) may have settings of its own.
    """
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
    logging.getLogger("PIL").setLevel(logging.CRITICAL)


def open_photo(data: bytes, name: str) -> tuple[Image.Image, ImageFormat]:
    """Read a photo's header: its size and colours are known then, its pixels not yet decoded.

    PhotoError when it is not a photo of a kind we take, broken, or too large to unpack safely.
    """
    kind = detect_format(data, name)
    if kind is JPEG and _wastes_time(data):
        raise refused("photo-broken", name)
    try:
        image = Image.open(io.BytesIO(data), formats=kind.formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refused("photo-too-large", name, most=kind.most_pixels // 1_000_000) from error
    except Exception as error:
        raise unreadable(error, data, name) from error
    if kind is AVIF:
        properties = read_properties(data)
        image.info["nclx_profile"] = properties.colours
        image.info["crop"] = properties.crop_box(*image.size)
    _hold_to_limits(image, name, kind)
    return image, kind


def size_of(data: bytes, name: str) -> tuple[int, int]:
    """A photo's width and height, by its header, whatever its name ends in.

    PhotoError when it is not a photo of a kind we take, broken, or too large to unpack safely.
    """
    quiet_pillow()
    kind = recognise(data) or detect_format(data, name)
    return open_photo(data, f"{name}{kind.suffixes[0]}")[0].size


_STDERR = threading.Lock()


@contextmanager
def unheard(kind: ImageFormat) -> Iterator[None]:
    """Keep off the console what libtiff writes there itself of a TIFF that is spoilt; one at a time."""
    if kind is not TIFF:
        yield
        return
    with _STDERR:
        console, silence = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 2)
        try:
            yield
        finally:
            os.dup2(console, 2)
            os.close(console)
            os.close(silence)


def unreadable(error: Exception, data: bytes, name: str) -> PhotoError:
    """What to say of a photo that a decoder gave up."""
    if isinstance(error, ValueError) and recognise(data) is PNG:
        # Pillow reads no more hidden text or colour profile than fits its limits: does it read one with none?
        with suppress(Exception):
            Image.open(io.BytesIO(strip_png(data)), formats=PNG.formats)
            return refused("photo-hidden-data", name)
    return refused("photo-broken", name)


def _hold_to_limits(image: Image.Image, name: str, kind: ImageFormat) -> None:
    """Refuse by the header alone what is too large or too small."""
    width, height = image.size
    most = _most_pixels(image, kind)
    if width * height > most:
        raise refused("photo-too-large", name, most=most // 1_000_000)
    if min(width, height) < SMALLEST_SIDE:
        raise refused("photo-too-small", name, width=width, height=height)
    if max(width, height) > min(width, height) * LONGEST_RATIO:
        raise refused("photo-too-narrow", name, width=width, height=height)


def _wastes_time(data: bytes) -> bool:
    """Whether a JPEG takes minutes: one of thousands of scans has a few kilobytes.

    The film that phones put behind a picture has bytes that look like scans, so the picture's own count.
    """
    try:
        return sum(marker == START_OF_SCAN for marker, _ in jpeg_parts(data)) > _MOST_SCANS
    except NotStripped:
        return data.count(bytes([0xFF, START_OF_SCAN])) > _MOST_SCANS or b"\xff" * MOST_FILL in data


def motion_of(image: Image.Image, kind: ImageFormat) -> str:
    """`frames` or `pages` where a file has more than the one picture that will be shown, or nothing.

    The further images of an MPO or HEIC file are no animation: phones put them there unasked.
    """
    if kind in (JPEG, HEIC) or getattr(image, "n_frames", 1) < 2:
        return ""
    return "pages" if kind is TIFF else "frames"


def motion_problem(movement: str, name: str) -> tuple[Problem, ...]:
    """Warn of what `motion_of` found."""
    if not movement:
        return ()
    if movement == "pages":
        message = f"{name} has several pages: only its first is shown."
    else:
        message = f"{name} moves: only its first frame is shown."
    return (warning("photo-animated", message, "Use a still picture, or put a film in `video:`."),)


def _most_pixels(image: Image.Image, kind: ImageFormat) -> int:
    """The kind's own, or fewer where each pixel takes more room: of four inks, or deep and in full colour."""
    if image.mode == "CMYK":
        return min(kind.most_pixels, 50_000_000)
    if kind is HEIC and image.info.get("bit_depth", 8) > 8 and image.info.get("chroma") == 444:
        return 30_000_000
    return kind.most_pixels


MOST_BYTES = 50 * 1024 * 1024
"""The largest file taken. GitHub's own upload page stops at 25 MiB."""


def read_photo(path: Path) -> bytes:
    """Read a photo once, whole: what is hashed is what is decoded.

    PhotoError when it is not there, a link, not a plain file, outside its folder, or far too heavy.
    """
    name = path.name
    if ".." in path.parts or path.parent.is_symlink():
        raise refused("photo-outside", name)
    try:
        handle = os.open(path, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_BINARY"))
    except FileNotFoundError:
        if path.is_symlink():
            raise refused("photo-link", name) from None
        raise refused("photo-missing", name) from None
    except OSError as error:
        if path.is_symlink():
            raise refused("photo-link", name) from error
        raise refused("photo-not-a-file", name) from error
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise refused("photo-not-a-file", name)
    with os.fdopen(handle, "rb") as file:
        # Windows has no O_NOFOLLOW, so there the link is looked for by name.
        if path.is_symlink():
            raise refused("photo-link", name)
        if about.st_size > MOST_BYTES:
            raise refused("photo-too-heavy", name, size=about.st_size >> 20, most=MOST_BYTES >> 20)
        return file.read(about.st_size)


def _flag(name: str) -> int:
    """An `os.open` flag where the system has it, and nothing where not."""
    return int(getattr(os, name, 0))
