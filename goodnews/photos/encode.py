"""Making a rendition of a decoded photo: resizing it, and encoding what is left."""

import io
from collections.abc import Iterator, Sequence

from PIL import Image

from goodnews.photos.photo_set import AVIF, JPEG, WEBP
from goodnews.photos.settings import RenditionSettings

SUFFIXES = {AVIF: ".avif", WEBP: ".webp", JPEG: ".jpg"}


def encode(image: Image.Image, media_type: str, settings: RenditionSettings) -> bytes:
    """Encode an RGB image that carries no metadata of its own; the same pixels give the same bytes."""
    out = io.BytesIO()
    if media_type == AVIF:
        # One thread each: photos are what runs in parallel, and the bytes don't depend on the machine.
        image.save(
            out,
            "AVIF",
            quality=settings.avif_quality,
            speed=settings.avif_speed,
            subsampling="4:2:0",
            max_threads=1,
            advanced=settings.avif_tuning,
        )
    elif media_type == WEBP:
        image.save(out, "WEBP", quality=settings.webp_quality, method=4)
    else:
        # Not progressive: that takes twice the time, and of photographs of this size it saves nothing.
        image.save(out, "JPEG", quality=settings.jpeg_quality, subsampling="4:2:0", optimize=True)
    return out.getvalue()


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

    >>> [picture.size for picture in shrink_in_turn(Image.new("RGB", (960, 640)), [(300, 200), (960, 640)])]
    [(960, 640), (300, 200)]
    """
    made = [image]
    for size in sorted(sizes, reverse=True):
        wide_enough = (picture for picture in reversed(made) if picture.width >= size[0] * _FROM_AT_LEAST)
        made.append(shrink(next(wide_enough, image), size))
        yield made[-1]
