"""What a photo says beside its picture: every field of EXIF, XMP and IPTC, and the texts of its own kind.

No copy that is published has them, but the original can be read by anyone who can see the repository.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from goodnews.metadata import Field, decode_text, field, read_exif, read_iptc, read_photoshop, read_xmp
from goodnews.photos.formats import GIF, JPEG, PNG, TIFF, WEBP, PhotoError, recognise
from goodnews.photos.load import open_photo, quiet_pillow, read_photo
from goodnews.photos.strip import NotStripped, jpeg_parts, png_chunks, webp_chunks

_MOST_PICTURES = 20
"""Of those that phones put behind the first in a JPEG: gain maps, depth, the other eye's."""
_MOST_UNPACKED = 2_000_000
_EXIF, _XMP, _MORE_XMP = (
    b"Exif\0\0",
    b"http://ns.adobe.com/xap/1.0/\0",
    b"http://ns.adobe.com/xmp/extension/\0",
)
_MORE_XMP_HEAD = len(_MORE_XMP) + 40
_PROFILES = {"exif": read_exif, "iptc": read_iptc, "8bim": read_photoshop, "xmp": read_xmp, "app1": read_exif}


def read_metadata(path: Path) -> tuple[Field, ...]:
    """Read all that a photo says, each field once; nothing of a file that is no readable photo."""
    try:
        return tuple(dict.fromkeys(metadata_of(read_photo(path))))
    except PhotoError:
        return ()  # `inspect_photos` says what is wrong with it


def read_metadata_text(path: Path) -> tuple[str, ...]:
    """Read the words that a photo says."""
    return tuple(dict.fromkeys(entry.text for entry in read_metadata(path) if entry.text))


def metadata_of(data: bytes) -> Iterator[Field]:
    """The fields of a photo, as far as it can be read."""
    kind = recognise(data[:256])
    try:
        if kind is JPEG:
            yield from _of_jpeg(data)
        elif kind is PNG:
            for name, chunk in png_chunks(data):
                yield from _of_png(name, chunk[8:-4])
        elif kind is WEBP:
            for name, chunk in webp_chunks(data):
                yield from read_xmp(chunk[8:]) if name == b"XMP " else ()
                yield from read_exif(chunk[8:].removeprefix(_EXIF)) if name == b"EXIF" else ()
        elif kind is TIFF:
            yield from read_exif(data)
        elif kind is not None:
            yield from _of_other(data, f"photo{kind.suffixes[0]}")
    except NotStripped:
        return


def _of_jpeg(data: bytes) -> Iterator[Field]:
    """The fields of each picture in a JPEG."""
    at = 0
    for _ in range(_MOST_PICTURES):
        more = bytearray()
        try:
            for marker, part in jpeg_parts(data, at):
                payload = part[4:]
                if payload.startswith(_MORE_XMP):
                    more += payload[_MORE_XMP_HEAD:]
                else:
                    yield from _of_segment(marker, payload)
                at += len(part)
        except NotStripped:
            at += 2
        yield from read_xmp(bytes(more)) if more else ()
        if (at := data.find(b"\xff\xd8\xff", at)) == -1:
            return


def _of_segment(marker: int, payload: bytes) -> Iterator[Field]:
    if marker == 0xFE:
        yield field("Comment", decode_text(payload))
    elif payload.startswith(_EXIF):
        yield from read_exif(payload[len(_EXIF) :])
    elif payload.startswith(_XMP):
        yield from read_xmp(payload[len(_XMP) :])
    elif marker == 0xED:
        yield from read_photoshop(payload)


def _of_png(kind: bytes, chunk: bytes) -> Iterator[Field]:
    """A text chunk of a PNG, or its EXIF (W3C PNG, 11.3.3)."""
    if kind == b"eXIf":
        yield from read_exif(chunk.removeprefix(_EXIF))
    if kind not in (b"tEXt", b"zTXt", b"iTXt"):
        return
    keyword, _, rest = chunk.partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        translated, _, rest = rest[2:].partition(b"\0")[2].partition(b"\0")
        yield field("keyword", decode_text(translated))
    else:
        rest = rest[1:] if packed else rest
    value = _unpack(rest) if packed else rest
    name = keyword.decode("latin-1")
    if name == "XML:com.adobe.xmp":
        yield from read_xmp(value)
    elif profile := re.fullmatch(r"Raw profile type (\w+)", name):
        yield from _of_profile(profile[1].lower(), value)
    else:
        yield field(name, decode_text(value))


def _of_profile(kind: str, value: bytes) -> Iterator[Field]:
    """EXIF, IPTC or XMP as ImageMagick puts it into a PNG: a name and a length, then all in hexadecimal."""
    try:
        data = bytes.fromhex("".join(value.decode("ascii").split()[2:]))
    except ValueError:
        return
    if data.startswith(_XMP):
        yield from read_xmp(data[len(_XMP) :])
    elif data.startswith((b"Photoshop 3.0", b"8BIM")):
        yield from read_photoshop(data)
    elif kind in _PROFILES:
        yield from _PROFILES[kind](data.removeprefix(_EXIF))


def _unpack(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_UNPACKED)
    except zlib.error:
        return b""


def _of_other(data: bytes, name: str) -> Iterator[Field]:
    """The fields of a HEIC, AVIF or GIF, as its decoder hands them over."""
    quiet_pillow()
    try:
        image, kind = open_photo(data, name)
        info = dict(image.info)
    except Exception:  # noqa: BLE001
        # Metadata is whatever a stranger's program wrote, and Pillow's readers fail in many ways on it.
        return
    for key in ("exif", "xmp", "comment"):
        value = info.get(key)
        packet = value.encode() if isinstance(value, str) else value if isinstance(value, bytes) else b""
        if key == "exif":
            yield from read_exif(packet.removeprefix(_EXIF))
        elif key == "xmp" and packet:
            yield from read_xmp(packet)
        elif kind is GIF and packet:
            yield field("Comment", decode_text(packet))
