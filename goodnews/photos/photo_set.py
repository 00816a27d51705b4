"""A photo's renditions, and what a page needs to say about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

AVIF = "image/avif"
JPEG = "image/jpeg"
WEBP = "image/webp"
FALLBACK_WIDTH = 1280
"""How wide a JPEG should be that has to do for all: on pages without a choice, in feeds and posts."""


class Rendition(NamedTuple):  # a tuple, as a large site has one for each story and each is made anew
    """A resized, re-encoded, metadata-free copy of a photo.

    Attributes:
        name: as it is published, `3fa2c19b0d12e4f7-960.avif`; it changes when the bytes do.
        width: in pixels.
        height: in pixels.
        type: the media type, `image/avif` or `image/jpeg`.
        size: in bytes.
        place: where the file is now, in the cache.
        digest: SHA-256 of its bytes in hex where that is known; empty otherwise.
    """

    name: str
    width: int
    height: int
    type: str
    size: int
    place: str
    digest: str = ""

    @property
    def path(self) -> Path:
        """Where the file is now. Most builds read none of them, and paths are slow to make."""
        return Path(self.place)


@dataclass(frozen=True, slots=True)
class PhotoSet:
    """All renditions of one photo.

    Attributes:
        digest: SHA-256 of the file as it was handed in, in hex.
        width: of the photo, upright, in pixels.
        height: of the photo, upright, in pixels.
        colour: the one that fills most of it, `#rrggbb`: the ground while it loads.
        renditions: by type, and within it by width.
        likeness: a fingerprint of what the picture shows; see `goodnews.photos.perceptual_hash`.
    """

    digest: str
    width: int
    height: int
    colour: str
    renditions: tuple[Rendition, ...]
    likeness: str = ""

    def of_type(self, media_type: str) -> tuple[Rendition, ...]:
        """The renditions of one media type, narrowest first."""
        mine = (rendition for rendition in self.renditions if rendition.type == media_type)
        return tuple(sorted(mine, key=lambda rendition: rendition.width))

    def srcset(self, media_type: str, base: str = "/photos/") -> str:
        """The value of `srcset` for one `<source>` or `<img>`.

        A set with one rendition of 480 pixels gives `/photos/3fa2c19b0d12e4f7-480.avif 480w`.
        """
        return ", ".join(
            f"{base}{rendition.name} {rendition.width}w" for rendition in self.of_type(media_type)
        )

    @property
    def types(self) -> tuple[str, ...]:
        """The media types there are, the smallest files first: the order of `<source>` elements."""
        return tuple(kind for kind in (AVIF, WEBP, JPEG) if self.of_type(kind))

    @property
    def fallback(self) -> Rendition:
        """The JPEG nearest to 1280 pixels wide: for `src`, feeds and posts."""
        return nearest(self.of_type(JPEG), FALLBACK_WIDTH)

    @property
    def shape(self) -> str:
        """`wide`, `tall` or `square`: how a page can lay it out.

        A picture counts as square when its sides differ by less than a tenth.
        """
        if abs(self.width - self.height) * 10 < max(self.width, self.height):
            return "square"
        return "wide" if self.width > self.height else "tall"


def nearest(renditions: Sequence[Rendition], width: int) -> Rendition:
    """The rendition nearest to a width, the narrower of two."""
    return min(renditions, key=lambda rendition: (abs(rendition.width - width), rendition.width))
