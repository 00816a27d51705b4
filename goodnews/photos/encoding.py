"""Encoding a rendition: pixels in, a file's bytes out, with nothing in it but the picture."""

import io

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
