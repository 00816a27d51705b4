"""ISO base media: the boxes that M4A, MP4, HEIC and AVIF files are made of (ISO/IEC 14496-12)."""

from collections.abc import Iterator
from typing import NamedTuple

Data = bytes | bytearray


class Box(NamedTuple):
    """One box of a file: its kind, and where it starts, where what it holds starts, and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


class BoxError(ValueError):
    """The boxes don't fit together: the file is damaged, or not all there."""


def read_boxes(data: Data, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Each box between two offsets, one after the other; none is entered.

    BoxError when one is cut off, or longer than what it stands in.
    """
    end = len(data) if end is None else end
    while start < end:
        if end - start < 8:
            raise BoxError("a box is cut off")
        size, header = int.from_bytes(data[start : start + 4], "big"), 8
        if size == 1:  # the size follows, in 64 bits
            size, header = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        elif size == 0:  # the last box of a file may run to its end
            size = end - start
        if size < header or start + size > end:
            raise BoxError("a box is longer than what it stands in")
        yield Box(bytes(data[start + 4 : start + 8]), start, start + header, start + size)
        start += size


def read_brands(data: Data) -> tuple[bytes, ...]:
    r"""What a file says it is, the first brand the most; empty when it is no such file.

    >>> read_brands(b"\0\0\0\x14ftypavif\0\0\0\0mif1")
    (b'avif', b'mif1')
    """
    if data[4:8] != b"ftyp":
        return ()
    end = min(int.from_bytes(data[:4], "big"), len(data), 256)
    return tuple(bytes(data[at : at + 4]) for at in (8, *range(16, end - 3, 4)))
