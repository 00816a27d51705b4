"""What may be seen in a photo: faces, words and codes, and where."""

import json
from typing import NamedTuple


class PhotoArea(NamedTuple):
    """A part of a picture: its edges in pixels, or as parts of the picture's width and height, 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, width: float, height: float) -> "PhotoArea":
        """The same box, of pixels, as parts of a picture of this size."""
        across = [round(min(max(x / width, 0.0), 1.0), 4) for x in (self.left, self.right)]
        down = [round(min(max(y / height, 0.0), 1.0), 4) for y in (self.top, self.bottom)]
        return PhotoArea(across[0], down[0], across[1], down[1])

    def overlap(self, other: "PhotoArea") -> float:
        """The part of both that is in both, 0 to 1."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        both = max(across, 0.0) * max(down, 0.0)
        return both / (self.area + other.area - both) if both else 0.0

    @property
    def area(self) -> float:
        """Its width times its height."""
        return (self.right - self.left) * (self.bottom - self.top)


class PhotoWords(NamedTuple):
    """Words that can be read in a photo: one line, as far as it was made out."""

    text: str
    box: PhotoArea


class Sighting(NamedTuple):
    """What may be seen in a photo, by programs that miss a lot.

    Attributes:
        faces: where there may be one.
        words: what can be read, from the top down.
        codes: where there is a barcode. What it says is not kept.
        unread: how many lines of print were left unread.
        is_too_heavy: decoding it takes too long, so nobody looked.
    """

    faces: tuple[PhotoArea, ...] = ()
    words: tuple[PhotoWords, ...] = ()
    codes: tuple[PhotoArea, ...] = ()
    unread: int = 0
    is_too_heavy: bool = False

    def encode(self) -> bytes:
        """Write it down on one line.

        >>> Sighting(codes=(PhotoArea(0, 0, 0.5, 1),)).encode()
        b'[[], [], [[0, 0, 0.5, 1]], 0, false]'
        """
        return json.dumps(self).encode()


def decode_sighting(row: bytes) -> Sighting | None:
    """Read what `encode` wrote; None when it is anything else."""
    try:
        faces, words, codes, unread, is_too_heavy = json.loads(row)
        return Sighting(
            tuple(_box(box) for box in faces),
            tuple(PhotoWords(str(text), _box(box)) for text, box in words),
            tuple(_box(box) for box in codes),
            int(unread),
            bool(is_too_heavy),
        )
    except (ValueError, TypeError):
        return None


def _box(sides: list[float]) -> PhotoArea:
    return PhotoArea(*map(float, sides))
