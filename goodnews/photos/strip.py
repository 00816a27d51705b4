"""Taking metadata off a photo without touching its picture: the parts that draw it stay as they are."""

import re
import struct
from collections.abc import Iterator

_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_MARKER = re.compile(rb"\xff[\x02-\xcf\xd8-\xfe]")
_FILL = re.compile(rb"\xff+")
MOST_FILL = 1_000
"""Bytes before a marker that mean nothing; cameras write none, and Pillow reads them one by one."""
_MOST_PARTS = 20_000
"""Segments or chunks; a large PNG has some 6,000. A stranger may send millions that hold nothing."""
START_OF_SCAN, _END = 0xDA, 0xD9
_DRAWS = frozenset({*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}) - {0xC8}
"""ITU-T T.81, table B.1: frames, Huffman and arithmetic tables, scans, quantisation, lines, restarts."""
_JFIF = bytes.fromhex("ffe000104a46494600010100000100010000")
"""A JFIF header without a thumbnail: version 1.1, no density (ITU-T T.871, 10.1)."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_WEBP_DRAWS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_WEBP_ALPHA = 0x10


class NotStripped(ValueError):
    """The file's parts don't fit together, so nothing can be taken off it."""


def strip_jpeg(data: bytes) -> bytes:
    """Give the first picture of a JPEG as it is, without all that stands around and behind it.

    Of the application segments those stay that say how its numbers are colours: JFIF, emptied, and Adobe's.

    NotStripped when it is no whole JPEG.
    """
    drawn = [data[:2]]
    for marker, part in jpeg_parts(data):
        if marker in _DRAWS or marker == _END:
            drawn.append(part)
        elif marker == 0xE0 and part[4:9] == b"JFIF\0":
            drawn.append(_JFIF)
        elif marker == 0xEE and part[4:9] == b"Adobe" and len(part) >= 16:
            # Its last byte says which way colours were turned into brightness and two differences.
            drawn.append(b"\xff\xee\x00\x0eAdobe\x00\x64" + bytes(4) + part[15:16])
    return b"".join(drawn)


def jpeg_parts(data: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """The marker and the bytes of each segment of the picture that starts at `at`, scans with what they hold.

    NotStripped when it is cut off within a segment, or has no scan.
    """
    at, scans = at + 2, 0
    for _ in range(_MOST_PARTS):
        if data[at : at + 1] != b"\xff":
            raise NotStripped("no marker where one has to be")
        fill_end = _FILL.match(data, at).end() - 1  # type: ignore[union-attr]
        if fill_end - at > MOST_FILL:
            raise NotStripped("a marker is long in coming")
        at, marker = fill_end, data[fill_end + 1] if fill_end + 1 < len(data) else 0
        if not marker:
            raise NotStripped("no marker where one has to be")
        if marker == _END:
            yield marker, data[at : at + 2]
            break
        if marker in _STANDALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise NotStripped("a segment is cut off")
        if marker == START_OF_SCAN:
            end, scans = _end_of_scan(data, end), scans + 1
        yield marker, data[at:end]
        at = end
    else:
        raise NotStripped("there are too many segments")
    if not scans:
        raise NotStripped("there is no picture in it")


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that is not part of a scan."""
    marker = _MARKER.search(data, at)
    return marker.start() if marker else len(data)


def strip_png(data: bytes, *, also: frozenset[bytes] = frozenset()) -> bytes:
    """Give a PNG's critical chunks and its transparency (W3C PNG, 5.6); of an animation the still picture.

    NotStripped when it is no whole PNG.
    """
    drawn = (chunk for kind, chunk in png_chunks(data) if kind in _PNG_DRAWS | also)
    return _PNG_START + b"".join(drawn)


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind of each chunk of a PNG up to its end, and the chunk: a head of 8 bytes, a checksum of 4.

    NotStripped when one is cut off.
    """
    at = len(_PNG_START)
    for _ in range(_MOST_PARTS):
        size, kind = struct.unpack_from(">I4s", data, at) if at + 12 <= len(data) else (len(data), b"")
        if at + 12 + size > len(data):
            raise NotStripped("a chunk is cut off")
        yield kind, data[at : at + 12 + size]
        at += 12 + size
        if kind == b"IEND":
            return
    raise NotStripped("there are too many chunks")


def gif_blocks(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each extension of a GIF (GIF89a, 23 to 26): its label, its bytes, and what its sub-blocks hold.

    Last, with the label 0, whatever follows the file's end.
    """
    at = 13 + _table(data, 10)
    for _ in range(_MOST_PARTS):
        kind, start = data[at : at + 1], at
        if kind == b",":
            at += 11 + _table(data, at + 9)
        elif kind == b"!":
            at += 2
        else:
            yield 0, data[at + 1 :], data[at + 1 :]
            return
        held = bytearray()
        while at < len(data) and (size := data[at]):
            held += data[at + 1 : at + 1 + size]
            at += 1 + size
        at += 1
        if kind == b"!":
            yield data[start + 1], data[start:at], bytes(held)


def _table(data: bytes, at: int) -> int:
    """How many bytes the colour table has that the flags at `at` tell of."""
    flags = data[at] if at < len(data) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def strip_webp(data: bytes) -> bytes:
    """Give the picture of a still WebP and its transparency (RFC 9649, 2.7).

    NotStripped when it is an animation, or no whole WebP.
    """
    chunks = dict(webp_chunks(data))
    if b"ANMF" in chunks:
        raise NotStripped("it moves")
    body = b"WEBP"
    for kind, chunk in chunks.items():
        # Only transparency beside the picture needs the header that says what else there is.
        if kind == b"VP8X" and b"ALPH" in chunks:
            body += chunk[:8] + bytes([_WEBP_ALPHA]) + chunk[9:]
        elif kind in _WEBP_DRAWS:
            body += chunk + bytes(len(chunk) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind of each chunk of a WebP, and the chunk: a head of 8 bytes, and no padding.

    NotStripped when one is cut off.
    """
    at, length = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    for _ in range(_MOST_PARTS):
        if at >= length:
            return
        kind, size = struct.unpack_from("<4sI", data, at) if at + 8 <= length else (b"", length)
        if at + 8 + size > length:
            raise NotStripped("a chunk is cut off")
        yield kind, data[at : at + 8 + size]
        at += 8 + size + size % 2
    raise NotStripped("there are too many chunks")
