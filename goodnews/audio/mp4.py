"""MPEG-4 sound, as phones record it: blanking out everything that is not sound."""

from collections.abc import Iterator

_ENTERED = {b"moov", b"trak", b"mdia"}
_BLANKED = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"XMP_", b"tref"}
_DATED = {b"mvhd", b"tkhd", b"mdhd"}
_KNOWN_TOP = {b"ftyp", b"moov", b"mdat"}
_REFUSED = {b"moof": "it is in fragments"}


def is_mp4(data: bytes) -> bool:
    """Whether the data starts as an MPEG-4 file does."""
    return len(data) >= 12 and data[4:8] == b"ftyp"


def strip_metadata(data: bytes) -> bytes:
    """Give the file with names, places, pictures and dates blanked out, and the sound untouched.

    A phone writes where and when it recorded. What is not sound becomes a `free` box of zeros of
    the same size, so that the offsets in the sample tables stay true.
    Source: ISO/IEC 14496-12, sections 8.1.2 (free), 8.2.2 (mvhd), 8.10 (udta, meta).

    Raises ValueError when the boxes don't fit together, when the sound is in fragments, or when
    there is anything but sound: a film renamed to .m4a would show faces nobody asked about.
    """
    blanked = bytearray(data)
    _blank(blanked, 0, len(blanked), top=True)
    return bytes(blanked)


def _blank(data: bytearray, start: int, end: int, *, top: bool = False) -> None:
    for kind, box, body, after in _boxes(data, start, end):
        if kind in _REFUSED:
            raise ValueError(_REFUSED[kind])
        if kind == b"hdlr" and bytes(data[body + 8 : body + 12]) != b"soun":
            raise ValueError("there is more than sound in it")
        if kind in _BLANKED or (top and kind not in _KNOWN_TOP):
            data[box + 4 : box + 8] = b"free"
            data[body:after] = bytes(after - body)
        elif kind in _ENTERED:
            _blank(data, body, after)
        elif kind in _DATED:
            # Version 1 has 64-bit times. Both are seconds since 1904: when it was recorded.
            if after - body < 20:
                raise ValueError("a box is cut off")
            width = 16 if data[body] == 1 else 8
            data[body + 4 : body + 4 + width] = bytes(width)


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Each box's kind, its start, the start of what it holds, and its end."""
    while start < end:
        if end - start < 8:
            raise ValueError("a box is cut off")
        size, header = int.from_bytes(data[start : start + 4], "big"), 8
        if size == 1:
            size, header = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        elif size == 0:
            size = end - start
        if size < header or start + size > end:
            raise ValueError("a box is longer than what it stands in")
        yield bytes(data[start + 4 : start + 8]), start, start + header, start + size
        start += size
