"""Whether two photos show the same picture, though their files differ."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

from PIL import Image

from goodnews.photos.photo_set import PhotoSet

_SIDE = 16
_MOST_DIFFERENT = 10
"""Of 512 comparisons. The same photo saved again differs in a few, another one in about 250."""


def likeness_of(image: Image.Image) -> str:
    """A fingerprint of what an RGB picture shows: which places are lighter than their neighbours.

    Known as a difference hash, here across and down: 128 hex digits, near to those of the same picture
    at another size, quality or with its metadata taken off.
    """
    bits = 0
    for size, step in (((_SIDE + 1, _SIDE), 1), ((_SIDE, _SIDE + 1), _SIDE)):
        grey = image.convert("L").resize(size, Image.Resampling.BOX)
        values = grey.tobytes()
        for row in range(_SIDE):
            for column in range(_SIDE):
                at = row * size[0] + column
                bits = bits << 1 | (values[at] > values[at + step])
    return f"{bits:0128x}"


def same_picture(one: str, other: str) -> bool:
    """Whether two fingerprints are of one picture."""
    return bool(one) and bool(other) and (int(one, 16) ^ int(other, 16)).bit_count() <= _MOST_DIFFERENT


def duplicates(photos: Mapping[Path, PhotoSet], among: Iterable[Path]) -> tuple[tuple[Path, Path], ...]:
    """Pairs of paths that show the same picture, in the order given: byte for byte, or nearly so.

    Meant for the photos of one story: it compares each with each.
    """
    known = [(path, photos[path]) for path in among if path in photos]
    return tuple(
        (first, second)
        for (first, one), (second, other) in combinations(known, 2)
        if one.digest == other.digest or same_picture(one.likeness, other.likeness)
    )
