"""Eyes, an extra: programs that look into photos. They warn and never vouch, for they miss a lot.

`faces`, `words` and `codes` need the packages of `requirements-eyes.txt`, and are imported by `worker` alone.
"""

from goodnews.photos.eyes.look import draw_boxes, eyes_version, load, look_at_photos
from goodnews.photos.eyes.sighting import PhotoArea, PhotoWords, Sighting, decode_sighting

__all__ = [
    "PhotoArea",
    "PhotoWords",
    "Sighting",
    "decode_sighting",
    "draw_boxes",
    "eyes_version",
    "load",
    "look_at_photos",
]
