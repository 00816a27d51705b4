"""HEIF files that no library writes: a picture's second image made an auxiliary of the first, box by box.

Layouts are those of ISO/IEC 14496-12 (boxes, iloc, iref) and ISO/IEC 23008-12 (ipma, auxC), in the versions
that libheif writes.
"""

import struct
from collections.abc import Callable

from tests.audio.specimens import box

FIRST, SECOND = 1, 4
"""The items that libheif makes of a file's two images, when each has EXIF and the first XMP."""

AUXILIARIES = {
    "depth": "urn:mpeg:hevc:2015:auxid:2",
    "depth, from a phone": "urn:mpeg:mpegB:cicp:systems:auxiliary:depth",
    "gain map": "urn:com.apple:photo:2020:aux:hdrgainmap",
    "matte": "urn:com.apple:photo:2018:aux:portraiteffectsmatte",
    "skin": "urn:com.apple:photo:2019:aux:semanticskinmatte",
}


def boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 0
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found.append((kind, data[at + 8 : at + size]))
        at += size
    return found


def make_auxiliary(data: bytes, kind: str) -> bytes:
    """Say of the second image that it belongs to the first, and what it is."""
    return _rewrite(
        data,
        {
            b"iprp": lambda body: _with_property(body, b"auxC", bytes(4) + kind.encode() + b"\0", SECOND),
            b"iref": lambda body: body + box(b"auxl", struct.pack(">HHH", SECOND, 1, FIRST)),
        },
    )


def turn(data: bytes, quarters: int) -> bytes:
    """Have the first image turned anticlockwise by its own box, whatever its EXIF says."""
    return _rewrite(data, {b"iprp": lambda body: _with_property(body, b"irot", bytes((quarters,)), FIRST)})


def cut_out(data: bytes, aperture: bytes) -> bytes:
    """Have only a part of the first image shown: its clean aperture."""
    return _rewrite(data, {b"iprp": lambda body: _with_property(body, b"clap", aperture, FIRST)})


def _rewrite(data: bytes, changes: dict[bytes, Callable[[bytes], bytes]]) -> bytes:
    parts = boxes(data)
    (meta,) = (body for kind, body in parts if kind == b"meta")
    children = [(kind, changes.get(kind, bytes)(body)) for kind, body in boxes(meta[4:])]
    longer = sum(len(body) + 8 for _, body in children) + 4 - len(meta)
    children = [(kind, _moved(body, longer) if kind == b"iloc" else body) for kind, body in children]
    meta = meta[:4] + b"".join(box(kind, body) for kind, body in children)
    return b"".join(box(kind, meta if kind == b"meta" else body) for kind, body in parts)


def _with_property(body: bytes, kind: bytes, value: bytes, item: int) -> bytes:
    """Add a property to the list of them, and its number to those of an item."""
    (_, properties), (_, uses) = boxes(body)
    properties += box(kind, value)
    number = len(boxes(properties))
    out, at = uses[:8], 8
    for _ in range(struct.unpack_from(">I", uses, 4)[0]):
        name, count = struct.unpack_from(">HB", uses, at)
        mine = uses[at + 3 : at + 3 + count] + (bytes((0x80 | number,)) if name == item else b"")
        out += struct.pack(">HB", name, len(mine)) + mine
        at += 3 + count
    return box(b"ipco", properties) + box(b"ipma", out)


def _moved(iloc: bytes, by: int) -> bytes:
    """Everything lies further on by so many bytes."""
    # Four bytes for offsets and lengths; with a base of four, as libheif writes, or none, as libavif does.
    assert iloc[:5] == b"\0\0\0\0\x44"
    first, step = {0x40: (4, 18), 0: (6, 14)}[iloc[5]]
    out = bytearray(iloc)
    for number in range(struct.unpack_from(">H", iloc, 6)[0]):
        at = 8 + number * step + first
        struct.pack_into(">I", out, at, struct.unpack_from(">I", iloc, at)[0] + by)
    return bytes(out)
