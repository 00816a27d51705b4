"""Encoding a rendition: pixels in, a file's bytes out, with nothing in it but the picture."""

import io

from PIL import Image

from goodnews.photos.photo_set import AVIF, JPEG, WEBP
from goodnews.photos.settings import Recipe

SUFFIXES = {AVIF: ".avif", WEBP: ".webp", JPEG: ".jpg"}


def encode(image: Image.Image, media_type: str, recipe: Recipe) -> bytes:
    """Encode an RGB image that carries no metadata of its own; the same pixels give the same bytes."""
    out = io.BytesIO()
    if media_type == AVIF:
        # One thread each: photos are what runs in parallel, and the bytes don't depend on the machine.
        image.save(
            out,
            "AVIF",
            quality=recipe.avif_quality,
            speed=recipe.avif_speed,
            subsampling="4:2:0",
            max_threads=1,
            advanced=recipe.avif_tuning,
        )
    elif media_type == WEBP:
        image.save(out, "WEBP", quality=recipe.webp_quality, method=4)
    else:
        # Not progressive: that takes twice the time, and of photographs of this size it saves nothing.
        image.save(out, "JPEG", quality=recipe.jpeg_quality, subsampling="4:2:0", optimize=True)
    return out.getvalue()
