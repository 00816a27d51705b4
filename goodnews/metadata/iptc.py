"""The text in IPTC-IIM records (IIM 4.2), bare or in the resources that Photoshop keeps them in."""

import struct
from collections.abc import Iterator

from goodnews.metadata import Field, decode_text, field, is_mostly_text, text_runs
from goodnews.metadata.xmp import read_xmp

_NAMES = {
    (2, 26): "ContentLocationCode",
    (2, 27): "ContentLocationName",
    (2, 80): "By-line",
    (2, 90): "City",
    (2, 92): "Sub-location",
    (2, 95): "Province-State",
    (2, 100): "CountryCode",
    (2, 101): "Country",
    (2, 118): "Contact",
    (2, 122): "Writer",
}
_MOST_DATASETS = 2_000
_RESOURCE = b"8BIM"
_IPTC, _XMP, _ADDRESS = 0x0404, 0x0424, 0x040B
_PICTURES = frozenset({0x0409, 0x040C, 0x040F})
"""Resources that hold a thumbnail or a colour profile."""


def read_iptc(data: bytes) -> Iterator[Field]:
    """Each dataset of each record that is text."""
    at = 0
    for _ in range(_MOST_DATASETS):
        if (at := data.find(b"\x1c", at)) == -1 or at + 5 > len(data):
            return
        record, dataset, size = struct.unpack_from(">BBH", data, at + 1)
        start = at + 5
        if size & 0x8000:  # the size of the size
            width = size & 0x7FFF
            size, start = int.from_bytes(data[start : start + min(width, 8)], "big"), start + width
        text = decode_text(data[start : start + size])
        if is_mostly_text(text):
            yield field(_NAMES.get((record, dataset), f"IPTC {record}:{dataset}"), text)
        at = start + size


def read_photoshop(data: bytes) -> Iterator[Field]:
    """The fields in Photoshop's image resources (Adobe Photoshop File Formats, “Image Resources”)."""
    at = data.find(_RESOURCE)
    while at != -1 and data.startswith(_RESOURCE, at) and at + 8 <= len(data):
        (number,) = struct.unpack_from(">H", data, at + 4)
        start = at + 6 + (data[at + 6] | 1) + 1  # a name of even length with its own
        size = int.from_bytes(data[start : start + 4], "big")
        value = data[start + 4 : start + 4 + size]
        if number == _IPTC:
            yield from read_iptc(value)
        elif number == _XMP:
            yield from read_xmp(value)
        elif number == _ADDRESS:
            yield field("URL", decode_text(value))
        elif number not in _PICTURES:
            yield from text_runs(value, f"Photoshop 0x{number:04x}")
        at = start + 4 + size + size % 2
