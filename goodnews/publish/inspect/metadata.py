"""What a picture file, or a film, says besides its picture, read from its bytes.

A second pair of eyes: the photos room makes renditions with Pillow and without metadata, and this
looks at what came out without Pillow.
"""

import struct
from collections.abc import Iterator

from goodnews.iso_media import Box, BoxError, read_boxes, read_brands

_JPEG_SPEAKING = {0xE1: "Exif or XMP", 0xED: "IPTC", 0xFE: "a comment"}
_PNG_SPEAKING = {b"eXIf": "Exif", b"tEXt": "a text", b"iTXt": "a text", b"zTXt": "a text", b"tIME": "a time"}
_WEBP_SPEAKING = {b"EXIF": "Exif", b"XMP ": "XMP"}
_OF_A_FILM = frozenset({b"ftyp", b"mdat", b"free", b"mvhd", b"tkhd", b"edts", b"mdia"})
_ITEM_SPEAKING = {b"Exif": "Exif", b"mime": "XMP"}


def metadata_in(data: bytes) -> tuple[str, ...]:
    """What kinds of metadata a picture carries: nothing for a clean one, or one of a kind we do not know.

    Knows JPEG (ITU-T T.81 B.1.1.3), PNG (W3C PNG 11.3), WebP (RFC 9649) and HEIF, AVIF with it
    (ISO/IEC 14496-12, 8.11.6). Colour profiles are part of the picture.
    """
    if data.startswith(b"\xff\xd8"):
        kinds = _in_jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        kinds = _in_png(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kinds = _in_webp(data)
    elif read_brands(data):
        kinds = _in_heif(data)
    else:
        return ()
    return tuple(dict.fromkeys(kinds))


def film_metadata_in(data: bytes) -> tuple[str, ...]:
    """What an MP4 carries besides its picture and sound (ISO/IEC 14496-12, 8.1 and 8.10)."""
    return tuple(dict.fromkeys(_in_film(data, 0, len(data))))


def _in_film(data: bytes, start: int, end: int) -> Iterator[str]:
    try:
        for box in read_boxes(data, start, end):
            if box.kind in {b"moov", b"trak"}:
                yield from _in_film(data, box.body, box.end)
            elif box.kind == b"free" and data[box.body : box.end].strip(b"\0"):
                yield "something in a gap"
            elif box.kind not in _OF_A_FILM:
                yield f"a box “{box.kind.decode('latin-1')}”"
    except BoxError:
        yield "what can't be read"


def _in_jpeg(data: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
            continue
        if marker in _JPEG_SPEAKING:
            yield _JPEG_SPEAKING[marker]
        if marker == 0xD9:
            break
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:  # pixels up to the next marker that is not part of them
            at = _after_pixels(data, at)
    end = data.rfind(b"\xff\xd9")
    if end >= 0 and data[end + 2 :].strip(b"\0"):
        yield "something after its end"


def _after_pixels(data: bytes, at: int) -> int:
    """Where the next real marker is; `FF00` and restart markers belong to the pixels."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)


def _in_png(data: bytes) -> Iterator[str]:
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind in _PNG_SPEAKING:
            yield _PNG_SPEAKING[kind]
        at += 12 + length
        if kind == b"IEND":
            break
    if data[at:].strip(b"\0"):
        yield "something after its end"


def _in_webp(data: bytes) -> Iterator[str]:
    at = 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        if kind in _WEBP_SPEAKING:
            yield _WEBP_SPEAKING[kind]
        at += 8 + length + length % 2


def _in_heif(data: bytes) -> Iterator[str]:
    try:
        for box in read_boxes(data):
            if box.kind == b"meta":
                for inner in read_boxes(data, box.body + 4, box.end):
                    if inner.kind == b"iinf":
                        yield from _items(data, inner)
            elif box.kind in {b"uuid", b"udta"}:
                yield "XMP"
            elif box.kind == b"moov":
                yield "a film"
    except BoxError:
        yield "what can't be read"


def _items(data: bytes, iinf: Box) -> Iterator[str]:
    count = 4 if data[iinf.body : iinf.body + 1].strip(b"\0") else 2
    for entry in read_boxes(data, iinf.body + 4 + count, iinf.end):
        version = data[entry.body : entry.body + 1]
        # The item's number is longer from version 3 on.
        start = entry.body + (8 if version == b"\2" else 10)
        if entry.kind == b"infe" and (message := data[start : start + 4]) in _ITEM_SPEAKING:
            yield _ITEM_SPEAKING[message]
