"""What a photo says beside its picture: every field of EXIF, XMP and IPTC, and the texts of its own kind.

No copy that is published has them, but the original can be read by anyone who can see the repository.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from goodnews.metadata import Field, as_long_as_bearable, decode_text, field, text_runs
from goodnews.metadata.exif import read_exif
from goodnews.metadata.iptc import read_iptc, read_photoshop
from goodnews.metadata.xmp import read_xmp
from goodnews.photos.formats import GIF, JPEG, PNG, TIFF, WEBP, PhotoError, recognise
from goodnews.photos.load import open_photo, quiet_pillow, read_photo
from goodnews.photos.strip import NotStripped, gif_blocks, jpeg_parts, png_chunks, webp_chunks

_MOST_PICTURES = 20
"""Of those that phones put behind the first in a JPEG: gain maps, depth, the other eye's."""
_MOST_UNPACKED = 2_000_000
"""Of all chunks together: two megabytes of one letter are two thousand bytes when they are packed."""
_MOST_LETTERS = 2_000_000
_EXIF, _XMP, _MORE_XMP = (
    b"Exif\0\0",
    b"http://ns.adobe.com/xap/1.0/\0",
    b"http://ns.adobe.com/xmp/extension/\0",
)
_MORE_XMP_HEAD = len(_MORE_XMP) + 40
_JPEG_PICTURE = (b"JFIF\0", b"ICC_PROFILE\0", b"MPF\0", b"Adobe\0")
_PNG_PICTURE = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP pHYs sBIT bKGD hIST tIME acTL fcTL fdAT".split()
)
_WEBP_PICTURE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})
"""What has no words of its own in it: numbers, and packed pixels."""
_PROFILES = {"exif": read_exif, "iptc": read_iptc, "8bim": read_photoshop, "xmp": read_xmp, "app1": read_exif}


def read_metadata(path: Path) -> tuple[Field, ...]:
    """Read all that a photo says, each field once; nothing of a file that is no readable photo."""
    try:
        fields = metadata_of(read_photo(path))
        return tuple(dict.fromkeys(as_long_as_bearable(fields, _MOST_LETTERS, lambda entry: len(entry.text))))
    except PhotoError:
        return ()  # `inspect_photos` says what is wrong with it


def metadata_of(data: bytes) -> Iterator[Field]:
    """The fields of a photo, as far as it can be read."""
    kind = recognise(data)
    try:
        if kind is JPEG:
            yield from _of_jpeg(data)
        elif kind is PNG:
            yield from _of_chunks(data)
        elif kind is WEBP:
            at = 12
            for name, chunk in webp_chunks(data):
                yield from _of_webp(name, chunk[8:])
                at += len(chunk) + len(chunk) % 2
            yield from text_runs(data[at:], "trailer")
        elif kind is GIF:
            yield from _of_gif(data)
        elif kind is TIFF:
            yield from read_exif(data)
        elif kind is not None:
            yield from _of_other(data, f"photo{kind.suffixes[0]}")
    except NotStripped:
        return


def _of_gif(data: bytes) -> Iterator[Field]:
    for label, block, held in gif_blocks(data):
        if b"<x:xmpmeta" in block:
            # Not in sub-blocks, but as it is; what follows it makes readers of sub-blocks find their way.
            yield from read_xmp(
                block[block.index(b"<x:xmpmeta") :].partition(b"</x:xmpmeta>")[0] + b"</x:xmpmeta>"
            )
        elif label in (0x01, 0xFE):
            yield field("Comment", decode_text(held if label == 0xFE else held[12:]))
        elif label != 0xF9:  # how long a picture stays
            yield from text_runs(held, f"block 0x{label:02x}")


def _of_jpeg(data: bytes) -> Iterator[Field]:
    """The fields of each picture in a JPEG."""
    at = 0
    for _ in range(_MOST_PICTURES):
        more, resources = dict[bytes, bytes](), bytearray()
        try:
            for marker, part in jpeg_parts(data, at):
                payload = part[4:]
                if payload.startswith(_MORE_XMP):
                    # Its place among the others stands last in its head; they may come in any order.
                    more[payload[_MORE_XMP_HEAD - 4 : _MORE_XMP_HEAD]] = payload[_MORE_XMP_HEAD:]
                elif marker == 0xED:
                    resources += payload.removeprefix(b"Photoshop 3.0\0")
                else:
                    yield from _of_segment(marker, payload)
                at += len(part)
        except NotStripped:
            at += 2
        yield from read_xmp(b"".join(more[place] for place in sorted(more)))
        yield from read_photoshop(bytes(resources))
        end = data.find(b"\xff\xd8\xff", at)
        yield from text_runs(data[at : end if end != -1 else len(data)], "trailer")
        if (at := end) == -1:
            return


def _of_segment(marker: int, payload: bytes) -> Iterator[Field]:
    if marker == 0xFE:
        yield field("Comment", decode_text(payload))
    elif marker == 0xE1 and payload[:4].upper() == b"EXIF":
        yield from read_exif(payload[len(_EXIF) :])
    elif payload.startswith(_XMP):
        yield from read_xmp(payload[len(_XMP) :])
    elif marker in range(0xE0, 0xF0) and not payload.startswith(_JPEG_PICTURE):
        yield from text_runs(payload, f"APP{marker - 0xE0}")


def _of_webp(kind: bytes, chunk: bytes) -> Iterator[Field]:
    if kind.startswith(b"XMP"):
        yield from read_xmp(chunk[chunk.find(b"<") :] if b"<" in chunk else chunk)
    elif kind == b"EXIF":
        yield from read_exif(chunk.removeprefix(_EXIF))
    elif kind not in _WEBP_PICTURE:
        yield from text_runs(chunk, kind.decode("latin-1"))


def _of_chunks(data: bytes) -> Iterator[Field]:
    """The fields of a PNG, and whatever follows its end."""
    at, left = 8, _MOST_UNPACKED
    for name, chunk in png_chunks(data):
        body = _unpacked(name, chunk[8:-4], left)
        left -= max(0, len(body) - len(chunk))
        yield from _of_png(name, body)
        at += len(chunk)
    yield from text_runs(data[at:], "trailer")


def _unpacked(kind: bytes, body: bytes, most: int) -> bytes:
    """A chunk as its kind is when it is not packed, with at most so many bytes of what was."""
    keyword, end, rest = body.partition(b"\0")
    if kind == b"zxIf":
        return _unpack(body[5:], most)
    if kind == b"zTXt":
        return keyword + end + _unpack(rest[1:], most)
    if kind == b"iTXt" and rest[:1] == b"\1":
        language, translated, text = [*rest[2:].split(b"\0", 2), b"", b""][:3]
        return b"\0".join((keyword + end + bytes(1), language, translated, _unpack(text, most)))
    return body


def _unpack(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most) if most > 0 else b""
    except zlib.error:
        return b""


def _of_png(kind: bytes, body: bytes) -> Iterator[Field]:
    """A chunk of a PNG that is not packed: its EXIF, or a text (W3C PNG, 11.3.3)."""
    if kind in (b"eXIf", b"zxIf"):
        yield from read_exif(body.removeprefix(_EXIF))
    elif kind == b"iCCP":
        yield field("ProfileName", decode_text(body.partition(b"\0")[0]))
    elif kind not in (*_PNG_PICTURE, b"tEXt", b"zTXt", b"iTXt"):
        yield from text_runs(body, kind.decode("latin-1"))
    if kind not in (b"tEXt", b"zTXt", b"iTXt"):
        return
    keyword, _, value = body.partition(b"\0")
    if kind == b"iTXt":
        translated, _, value = value[2:].partition(b"\0")[2].partition(b"\0")
        yield field("keyword", decode_text(translated))
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
        data = bytes.fromhex("".join(value.decode("ascii").strip().split("\n")[2:]))
    except ValueError:
        return
    if data.startswith(_XMP):
        yield from read_xmp(data[len(_XMP) :])
    elif data.startswith((b"Photoshop 3.0", b"8BIM")):
        yield from read_photoshop(data)
    elif kind in _PROFILES:
        yield from _PROFILES[kind](data.removeprefix(_EXIF))


def _of_other(data: bytes, name: str) -> Iterator[Field]:
    """The fields of a HEIC or AVIF, as its decoder hands them over."""
    quiet_pillow()
    try:
        image, _ = open_photo(data, name)
        info = dict(image.info)
    except Exception:  # noqa: BLE001
        # Metadata is whatever a stranger's program wrote, and Pillow's readers fail in many ways on it.
        return
    yield from read_exif((info.get("exif") or b"").removeprefix(_EXIF))
    yield from read_xmp(info.get("xmp") or b"")
