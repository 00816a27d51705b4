"""Resizing: one filter for every size, each picture made from one that is not much larger."""

from collections.abc import Iterator, Sequence

from PIL import Image

_FROM_AT_LEAST = 1.5
"""How many times as wide the picture has to be that a smaller one is made from.

The work grows with the larger of the two, and what one step down loses can't be seen (docs/photos.md); two
steps of a little each would soften it.
"""


def shrink(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Resize with a filter that keeps detail and makes no moiré; first in whole steps, for speed."""
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def shrink_in_turn(image: Image.Image, sizes: Sequence[tuple[int, int]]) -> Iterator[Image.Image]:
    """Resize a picture to all of `sizes`, which are no larger than it; the widest comes first.

    Each is made when it is asked for, so that encoding the widest has the memory to itself.

    >>> [each.size for each in shrink_in_turn(Image.new("RGB", (960, 640)), [(300, 200), (960, 640)])]
    [(960, 640), (300, 200)]
    """
    made = [image]
    for size in sorted(sizes, reverse=True):
        wide_enough = (each for each in reversed(made) if each.width >= size[0] * _FROM_AT_LEAST)
        made.append(shrink(next(wide_enough, image), size))
        yield made[-1]
