"""What Pillow leaves out of an AVIF: its colours by number, and what is cut off (ISO/IEC 23008-12)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from goodnews.iso_media import Box, BoxError, read_boxes

_CODED = b"nclx"


class AvifProperties(NamedTuple):
    """Properties of the picture that is shown.

    Attributes:
        colours: `color_primaries` and `transfer_characteristics`, as ITU-T H.273 numbers them; or empty.
        aperture: width, height, and how far its middle is right of and below the picture's; or None.
    """

    colours: dict[str, int]
    aperture: tuple[float, float, float, float] | None

    def crop_box(self, width: int, height: int) -> tuple[int, int, int, int] | None:
        """What of a picture is shown: left, top, right and bottom; None for all of it, or what can't be."""
        if self.aperture is None:
            return None
        wide, high, across, down = self.aperture
        left, top = (width - wide) / 2 + across, (height - high) / 2 + down
        box = round(left), round(top), round(left + wide), round(top + high)
        inside = 0 <= box[0] < box[2] <= width and 0 <= box[1] < box[3] <= height
        return box if inside and box != (0, 0, width, height) else None


def read_properties(data: bytes) -> AvifProperties:
    """Read the properties of the primary picture; none where the boxes are damaged: decoding will tell."""
    colours: dict[str, int] = {}
    aperture = None
    try:
        for kind, body in _properties(data):
            if kind == b"colr" and body[:4] == _CODED:
                primaries, transfer = struct.unpack_from(">HH", body, 4)
                colours = {"color_primaries": primaries, "transfer_characteristics": transfer}
            elif kind == b"clap":
                numbers = struct.unpack_from(">IIIIiIiI", body)
                wide, high, across, down = (
                    top / bottom for top, bottom in zip(numbers[::2], numbers[1::2], strict=True)
                )
                aperture = wide, high, across, down
    except (BoxError, KeyError, IndexError, struct.error, ZeroDivisionError):
        return AvifProperties({}, None)
    return AvifProperties(colours, aperture)


def _properties(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each property that belongs to the primary item."""
    meta = _children(data, 0, len(data))[b"meta"]
    parts = _children(data, meta.body + 4, meta.end)
    pitm, iprp = parts[b"pitm"], _children(data, parts[b"iprp"].body, parts[b"iprp"].end)
    (primary,) = struct.unpack_from(">I" if data[pitm.body] else ">H", data, pitm.body + 4)
    ipco = list(read_boxes(data, iprp[b"ipco"].body, iprp[b"ipco"].end))
    for index in _associated(data, iprp[b"ipma"], primary):
        box = ipco[index - 1]
        yield box.kind, data[box.body : box.end]


def _associated(data: bytes, ipma: Box, item: int) -> Iterator[int]:
    """The numbers of an item's properties, from 1."""
    version, wide = data[ipma.body], data[ipma.body + 3] & 1
    (entries,) = struct.unpack_from(">I", data, ipma.body + 4)
    at = ipma.body + 8
    for _ in range(min(entries, ipma.end - at)):
        (number,) = struct.unpack_from(">I" if version else ">H", data, at)
        at += 4 if version else 2
        size = 2 if wide else 1
        count, first = data[at], at + 1
        at = first + count * size
        if number == item:
            for start in range(first, at, size):
                index = int.from_bytes(data[start : start + size], "big") & (0x7FFF if wide else 0x7F)
                if index:
                    yield index


def _children(data: bytes, start: int, end: int) -> dict[bytes, Box]:
    return {box.kind: box for box in read_boxes(data, start, end)}
