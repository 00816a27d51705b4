"""Settings: which renditions are made of a photo, and how. docs/photos.md has the measurements."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from PIL import __version__ as pillow_version
from PIL import features

from goodnews.photos.photo_set import AVIF, JPEG

_STEPS = 3
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
        encoders = [
            pillow_version,
            features.version("avif"),
            features.version("jpg"),
            features.version("webp"),
        ]
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
