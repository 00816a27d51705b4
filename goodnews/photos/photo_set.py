"""A photo's renditions: which are made, how, and what a page needs to say about them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from PIL import __version__ as pillow_version
from PIL import features

AVIF = "image/avif"
JPEG = "image/jpeg"
WEBP = "image/webp"
FALLBACK_WIDTH = 1280
"""How wide a JPEG should be that has to do for all: on pages without a choice, in feeds and posts."""


class Rendition(NamedTuple):  # a tuple, as a large site has one for each story and each is made anew
    """A resized, re-encoded, metadata-free copy of a photo: its size is in bytes, its sides are in pixels.

    Attributes:
        name: as it is published, `3fa2c19b0d12e4f7-960.avif`; it changes when the bytes do.
        type: the media type, `image/avif` or `image/jpeg`.
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
    """All renditions of one photo, whose width and height are those of the upright picture in pixels.

    Attributes:
        digest: SHA-256 of the file as it was handed in, in hex.
        colour: the one that fills most of it, `#rrggbb`: the ground while it loads.
        renditions: by type, and within it the narrowest first.
        likeness: a fingerprint of what the picture shows; see `goodnews.photos.colour`.
        movement: what more there is in the file than the one picture; see `motion_of`.
    """

    digest: str
    width: int
    height: int
    colour: str
    renditions: tuple[Rendition, ...]
    likeness: str = ""
    movement: str = ""

    def of_type(self, media_type: str) -> tuple[Rendition, ...]:
        """The renditions of one media type, narrowest first."""
        return tuple(rendition for rendition in self.renditions if rendition.type == media_type)

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


_STEPS = 4
"""Raise it when the way a photo is developed changes, so that every rendition is made again."""


@dataclass(frozen=True, slots=True)
class RenditionSettings:
    """Formats, qualities and widths. Every field has a part in the renditions' names.

    Attributes:
        widths: of the renditions in pixels, ascending. None is ever wider than the photo.
        avif_quality: 0 to 100, as libavif counts.
        avif_speed: libaom's, 0 (slow) to 10.
        avif_tuning: libaom's own settings. What it chooses by itself for still pictures comes out as like in
            as many bytes, and takes half as long again.
        jpeg_quality: 0 to 95, as libjpeg counts.
        webp_quality: 0 to 100, as libwebp counts.
        jpeg_near: a JPEG is made of the widths nearest to these only, for a card and for everything else:
            few browsers take it in place of AVIF, and feeds and posts take one.
        types: the media types to make. WebP is there to be measured against: no page needs it.
    """

    widths: tuple[int, ...] = (800, 1200, 1520, 1920)
    avif_quality: int = 65
    avif_speed: int = 9
    avif_tuning: tuple[tuple[str, str], ...] = (("tune", "ssim"), ("disable-trellis-quant", "1"))
    jpeg_quality: int = 74
    webp_quality: int = 80
    jpeg_near: tuple[int, ...] = (800, 1280)
    types: tuple[str, ...] = (AVIF, JPEG)

    @property
    def identity(self) -> str:
        """Twelve hex digits that change when the settings or the encoders do."""
        encoders = [pillow_version, *(features.version(name) for name in ("avif", "jpg", "webp"))]
        text = json.dumps([_STEPS, asdict(self), encoders], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def widths_for(self, width: int, height: int) -> tuple[int, ...]:
        """The widths to make of an upright photo: never more than it has.

        A photo that falls between two steps also gets its own width, where that adds a tenth or more.

        >>> RenditionSettings(widths=(480, 960)).widths_for(800, 600)
        (480, 800)
        """
        # A tall, thin picture would make a huge file at the full width of the page.
        most = min(width, max(1, int((_MOST_RENDITION_PIXELS * width / height) ** 0.5)))
        steps = [width for width in self.widths if width <= most]
        if most < self.widths[-1] and (not steps or most >= steps[-1] * 1.1):
            steps.append(most)
        return tuple(steps)

    def widths_of_type(self, media_type: str, widths: Sequence[int]) -> tuple[int, ...]:
        """Those of a photo's widths that are made in one format.

        >>> RenditionSettings().widths_of_type(JPEG, (800, 1200, 1520, 1920))
        (800, 1200)
        """
        if media_type != JPEG:
            return tuple(widths)
        chosen = {min(widths, key=lambda width: (abs(width - near), width)) for near in self.jpeg_near}
        return tuple(sorted(chosen))


_MOST_RENDITION_PIXELS = 6_000_000
