"""Which kind of picture a file is, by its first bytes, and what is said of one that can't be used."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal, NamedTuple

from goodnews.iso_media import read_brands
from goodnews.problems import Problem, Severity

_AGAIN = "Add the photo again, and wait until it has finished uploading."
_ITSELF = "Put the photo itself in the story's folder."
_AS_USUAL = "Send it at the phone's normal size."
_MESSAGES: Mapping[str, tuple[str, str]] = {
    "photo-empty": ("{name} is empty: it has no picture in it.", _AGAIN),
    "photo-broken": ("{name} is damaged or not all there: it can't be read to its end.", _AGAIN),
    "photo-link": ("{name} is a link to another file, not a photo.", _ITSELF),
    "photo-not-a-file": ("{name} can't be read as a file.", _ITSELF),
    "photo-missing": (
        "{name} is not in the story's folder.",
        "Add the photo beside story.md, or correct its name.",
    ),
    "photo-outside": (
        "{name} is not in the story's own folder.",
        "Put the photo beside story.md and name it without any folder.",
    ),
    "photo-mislabelled": (
        "{name} is really a {kind} picture, whatever its name says.",
        "Rename it to {right}, here and in the story.",
    ),
    "photo-drawing": (
        "{name} is an SVG drawing. A drawing can carry a program inside it, so stories don't take them.",
        "Export it as a PNG and use that.",
    ),
    "photo-not-a-picture": (
        "{name} is {kind}.",
        "Use a photo straight from a phone or camera (JPEG or HEIC), or a PNG.",
    ),
    "photo-raw": (
        "{name} is a raw file, as a camera keeps it for itself.",
        "Save it as JPEG, on the camera or with the program that came with it, and use that.",
    ),
    "photo-hidden-data": (
        "{name} carries more hidden text, or a larger colour profile, than can be read safely.",
        "Run `./inv tidy`, which takes it off, or save it as JPEG and use that.",
    ),
    "photo-too-heavy": ("{name} is {size} MB. The most is {most} MB.", _AS_USUAL),
    "photo-too-large": ("{name} has more than {most} million pixels, too many to handle safely.", _AS_USUAL),
    "photo-too-small": (
        "{name} is only {width} by {height} pixels.",
        "Use the photo as the camera took it, not a preview of it.",
    ),
    "photo-too-narrow": (
        "{name} is {width} by {height} pixels: too long and thin to show.",
        "Crop it nearer to a photo's usual shape.",
    ),
}


class PhotoError(Exception):
    """A photo that can't be used, and why."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        self.problem = Problem("", 1, Severity.ERROR, code, message, hint)
        super().__init__(message)


def refused(code: str, name: str, **details: object) -> PhotoError:
    """The error of this code about a photo, in the words of the table."""
    message, hint = _MESSAGES[code]
    return PhotoError(code, message.format(name=name, **details), hint.format(**details))


def warning(code: str, message: str, hint: str) -> Problem:
    """Something about a photo that a person should look at."""
    return Problem("", 1, Severity.WARNING, code, message, hint)


def at(problem: Problem, file: str, line: int) -> Problem:
    """Say where: the story's file, and the line that names the photo."""
    return problem._replace(file=file, line=max(line, 1))


class ImageFormat(NamedTuple):
    """A kind of picture that stories may use.

    Attributes:
        name: as people call it.
        suffixes: the file endings that go with it, the usual one first.
        formats: the only Pillow decoders that its bytes are ever shown to.
        most_pixels: the largest picture taken. A JPEG can be decoded at an eighth of its size, so it may
            be larger than one that has to be unpacked whole; WebP and AVIF take the most room.
    """

    name: str
    suffixes: tuple[str, ...]
    formats: tuple[str, ...]
    most_pixels: int = 50_000_000


JPEG = ImageFormat("JPEG", (".jpg", ".jpeg", ".jfif", ".mpo"), ("JPEG", "MPO"), most_pixels=80_000_000)
PNG = ImageFormat("PNG", (".png", ".apng"), ("PNG",))
GIF = ImageFormat("GIF", (".gif",), ("GIF",))
WEBP = ImageFormat("WebP", (".webp",), ("WEBP",), most_pixels=30_000_000)
TIFF = ImageFormat("TIFF", (".tif", ".tiff"), ("TIFF",))
HEIC = ImageFormat("HEIC", (".heic", ".heif", ".hif"), ("HEIF",))
AVIF = ImageFormat("AVIF", (".avif",), ("AVIF",), most_pixels=30_000_000)
FORMATS = (JPEG, PNG, GIF, WEBP, TIFF, HEIC, AVIF)

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_RAW_SUFFIXES = (
    *(".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mef", ".mos", ".mrw"),
    *(".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".srf", ".sr2", ".srw", ".x3f"),
)
_RAW_SIGNATURES = (b"FUJIFILM", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"\0MRM", b"FOVb")
_DNG_VERSION = 0xC612
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip file or an Office document"),
    (b"8BPS", "a Photoshop file"),
    (b"BM", "a bitmap (BMP)"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"MZ", "a program"),
)


def detect_format(data: bytes, name: str) -> ImageFormat:
    r"""Recognise a picture by its first bytes, and hold its name to it.

    >>> detect_format(b"\xff\xd8\xff\xe0", "ward.jpg").name
    'JPEG'

    PhotoError when it is empty, not a picture of a kind we take, or has a name that says another kind.
    """
    if not data:
        raise refused("photo-empty", name)
    kind = recognise(data)
    if kind in (None, TIFF) and is_raw(data, name):
        raise refused("photo-raw", name)
    if kind is None:
        raise _not_a_photo(data, name)
    suffix = PurePath(name).suffix.lower()
    if suffix not in kind.suffixes:
        right = PurePath(name).with_suffix(kind.suffixes[0]).name
        raise refused("photo-mislabelled", name, kind=kind.name, right=right)
    return kind


def is_raw(data: bytes, name: str) -> bool:
    """Whether a file is what a camera's sensor gave, by its ending or whatever its ending says.

    Many kinds are TIFF within, with a small preview in front, which would be shown in place of the photo.
    """
    if PurePath(name).suffix.lower() in _RAW_SUFFIXES or data.startswith(_RAW_SIGNATURES):
        return True
    if read_brands(data)[:1] == (b"crx ",):
        return True
    return data[:4] in (b"II*\0", b"MM\0*") and (data[8:10] == b"CR" or _DNG_VERSION in _tags(data))


def _tags(data: bytes) -> set[int]:
    """The numbers of the fields that a TIFF begins with (TIFF 6.0, section 2)."""
    order: Literal["little", "big"] = "little" if data[:1] == b"I" else "big"
    start = int.from_bytes(data[4:8], order)
    count = int.from_bytes(data[start : start + 2], order)
    entries = range(start + 2, min(start + 2 + 12 * count, len(data) - 1), 12)
    return {int.from_bytes(data[entry : entry + 2], order) for entry in entries}


def recognise(data: bytes) -> ImageFormat | None:
    """Match the signatures that each format's standard gives."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:4] in (b"II*\0", b"MM\0*"):
        return TIFF
    if brands := read_brands(data):
        if brands[0] in (b"avif", b"avis"):
            return AVIF
        if brands[0] in _HEIC_BRANDS:
            return AVIF if b"avif" in brands else HEIC
    return None


def _not_a_photo(data: bytes, name: str) -> PhotoError:
    """Say what the file is instead, where that can be told."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head or (PurePath(name).suffix.lower() in (".svg", ".svgz")):
        return refused("photo-drawing", name)
    if read_brands(data):
        return PhotoError(
            "photo-not-a-picture",
            f"{name} is a film, not a photo.",
            "Films go in the story's `video:`; here, use a photo.",
        )
    for signature, kind in _OTHERS:
        if data.startswith(signature):
            return refused("photo-not-a-picture", name, kind=f"{kind}, not a photo")
    kind = "a web page" if head.startswith((b"<!doctype", b"<html")) else "not a picture we can read"
    return refused("photo-not-a-picture", name, kind=kind)
