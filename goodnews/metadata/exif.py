"""The text in EXIF and TIFF directories (TIFF 6.0; EXIF 2.32, 4.6)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from goodnews.metadata import Field, as_long_as_bearable, decode_text, field, is_mostly_text
from goodnews.metadata.iptc import read_iptc, read_photoshop
from goodnews.metadata.xmp import read_xmp

_MOST_DIRECTORIES = 60
_MOST_ENTRIES = 1_000
_LONGEST_VALUE, _MOST_BYTES = 1_000_000, 4_000_000
"""Of each value, and of all; the layers that Photoshop puts into a TIFF are longer, and are no text."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_BYTES, _ASCII, _LONG, _UNDEFINED, _UTF8 = 1, 2, 4, 7, 129
_GPS = 0x8825
_POINTERS = frozenset({0x8769, _GPS, 0xA005, 0x014A, 0x0190})
_XMP, _IPTC, _PHOTOSHOP, _MAKER_NOTE, _PROFILE = 0x02BC, 0x83BB, 0x8649, 0x927C, 0x8773
_ON_WINDOWS = range(0x9C9B, 0x9CA0)
_NAMES = {
    0x013B: "Artist",
    0x013C: "HostComputer",
    0x9C9D: "XPAuthor",
    0xA430: "OwnerName",
    0xA431: "SerialNumber",
    0xA435: "LensSerialNumber",
    0xA437: "Photographer",
    0xA438: "ImageEditor",
    0xA420: "ImageUniqueID",
    0xC62F: "CameraSerialNumber",
    0xFDE8: "OwnerName",
    0xFDE9: "SerialNumber",
}
_GPS_NAMES = {
    2: "GPSLatitude",
    4: "GPSLongitude",
    20: "GPSDestLatitude",
    22: "GPSDestLongitude",
    28: "GPSAreaInformation",
}


class _Entry(NamedTuple):
    directory: int
    tag: int
    kind: int
    value: bytes


def read_exif(data: bytes) -> Iterator[Field]:
    """The fields of a TIFF structure that have text in them, or tell of a place or a device.

    What is cut off or points nowhere is passed over.
    """
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    entries = _entries(data, order) if order else ()
    bearable = as_long_as_bearable(entries, _MOST_BYTES, lambda entry: len(entry.value))
    for directory, tag, kind, value in bearable:
        if tag == _XMP:
            yield from read_xmp(value)
        elif tag == _IPTC:
            yield from read_iptc(value)
        elif tag == _PHOTOSHOP:
            yield from read_photoshop(value)
        elif tag == _MAKER_NOTE:
            text = decode_text(value)
            yield field("MakerNote", text if is_mostly_text(text) else "")
        elif tag != _PROFILE:
            yield from _field_of(directory, tag, kind, value)


def _field_of(directory: int, tag: int, kind: int, value: bytes) -> Iterator[Field]:
    name = (_GPS_NAMES if directory == _GPS else _NAMES).get(tag, f"tag 0x{tag:04x}")
    if directory == _GPS and tag in (2, 4, 20, 22) and any(value):
        yield field(name)
    elif kind in (_ASCII, _UTF8):
        yield field(name, decode_text(value))
    elif kind in (_BYTES, _UNDEFINED):
        text = value.decode("utf-16-le", "replace") if tag in _ON_WINDOWS else _with_its_alphabet(value)
        if is_mostly_text(text):
            yield field(name, text)


def _with_its_alphabet(value: bytes) -> str:
    """Text whose first eight bytes may name its alphabet (EXIF 2.32, table 9)."""
    alphabet, text = value[:8].upper(), value[8:]
    if alphabet == b"JIS\0\0\0\0\0" and 0 not in text:
        for encoding in ("iso2022_jp", "euc_jp", "shift_jis"):
            try:
                return text.decode(encoding)
            except UnicodeDecodeError:
                continue
    is_utf_16 = not text.startswith((b"\xff\xfe", b"\xfe\xff")) and text.count(0) * 8 < len(text) * 5
    if alphabet == b"UNICODE\0" and is_utf_16:
        # Some write it in the order of the file, some in their own: the true one has more plain letters.
        orders = (text.decode(f"utf-16-{order}", "ignore") for order in ("le", "be"))
        likely = max(orders, key=_plain_letters)
        # Or it is not in UTF-16 at all: then no byte is zero.
        return likely if 0 in text else f"{decode_text(text)} {likely}"
    return decode_text(
        text if alphabet in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", bytes(8)) else value
    )


def _plain_letters(text: str) -> int:
    return sum(letter < "\u0250" for letter in text)


def _entries(data: bytes, order: str) -> Iterator[_Entry]:
    """Each entry of each directory, of those they point at too."""
    waiting, visited = [(0, _number(data, order, 4))], set[int]()
    while waiting and len(visited) < _MOST_DIRECTORIES:
        directory, at = waiting.pop()
        if at in visited or not 8 <= at <= len(data) - 2:
            continue
        visited.add(at)
        count = min(struct.unpack_from(f"{order}H", data, at)[0], _MOST_ENTRIES, (len(data) - at - 2) // 12)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, values = struct.unpack_from(f"{order}HHI", data, entry)
            size = _SIZES.get(kind, 0) * values
            start = entry + 8 if size <= 4 else _number(data, order, entry + 8)
            value = data[start : start + min(size, _LONGEST_VALUE)]
            if tag in _POINTERS and len(value) % 4 == 0:
                waiting += [
                    (tag, offset) for offset in struct.unpack(f"{order}{len(value) // 4}I", value)[:20]
                ]
            elif value:
                yield _Entry(directory, tag, kind, value)
        waiting.append((directory, _number(data, order, at + 2 + 12 * count)))


def _number(data: bytes, order: str, at: int) -> int:
    return int(struct.unpack_from(f"{order}I", data, at)[0]) if 0 <= at <= len(data) - 4 else 0
