"""A small picture of a photo that shows where something may be seen in it."""

import io

from PIL import Image, ImageDraw

from goodnews.photos.eyes.sighting import PhotoArea, Sighting

SIDE = 640
_FACE, _COVER = (255, 0, 102), (0, 0, 0)


def draw_boxes(image: Image.Image, sighting: Sighting) -> bytes:
    """A JPEG of at most `SIDE` pixels on a side, with a frame round each face.

    Words and codes are covered: this picture goes to people who are only to see where they are.
    """
    thumbnail = image.copy()
    thumbnail.thumbnail((SIDE, SIDE))
    pen = ImageDraw.Draw(thumbnail)
    for box in (*(words.box for words in sighting.words), *sighting.codes):
        pen.rectangle(_pixels(box, thumbnail), fill=_COVER, outline=_FACE, width=2)
    for box in sighting.faces:
        pen.rectangle(_pixels(box, thumbnail), outline=_FACE, width=3)
    out = io.BytesIO()
    thumbnail.save(out, "JPEG", quality=70)
    return out.getvalue()


def _pixels(box: PhotoArea, image: Image.Image) -> tuple[float, float, float, float]:
    return (
        box.left * image.width,
        box.top * image.height,
        box.right * image.width,
        box.bottom * image.height,
    )
