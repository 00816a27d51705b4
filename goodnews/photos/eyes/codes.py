"""Codes: barcodes of every kind, by ZXing-C++ (Apache licence 2.0)."""

from itertools import chain
from math import cos, radians, sin

import zxingcpp
from PIL import Image

from goodnews.photos.decode import shrink_to
from goodnews.photos.eyes.sighting import PhotoArea

TILTS = (18, -18, 36, -36)
"""Degrees: ZXing reads a row of bars that is some ten degrees off, and those across and upside down."""

_TILTED = 1280 * 960
"""Pixels of the picture that is turned."""

_SAME = 0.1


def find_codes(image: Image.Image) -> tuple[PhotoArea, ...]:
    """Where there is a code in an RGB picture. What it says is not kept: it may be a patient's number."""
    level = image.convert("L")
    small = shrink_to(level, _TILTED)
    boxes: list[PhotoArea] = []
    # Light bars on a dark ground are a screen's, and large.
    seen = [*_boxes(level), *_boxes(small, inverted=True)]
    for box in chain(seen, *(_boxes(small, tilt) for tilt in TILTS)):
        if all(box.overlap(other) < _SAME for other in boxes):
            boxes.append(box)
    return tuple(sorted(boxes))


def _boxes(level: Image.Image, tilt: float = 0, *, inverted: bool = False) -> list[PhotoArea]:
    """Where in a picture the codes are that can be read when it is turned by so many degrees."""
    turned = level.rotate(tilt, Image.Resampling.BILINEAR, expand=True, fillcolor=255) if tilt else level
    across, up = cos(radians(tilt)), sin(radians(tilt))
    boxes = []
    for code in zxingcpp.read_barcodes(turned, try_invert=inverted):
        corners = code.position
        points = []
        for corner in (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left):
            x, y = corner.x - turned.width / 2, corner.y - turned.height / 2
            points.append((x * across - y * up + level.width / 2, x * up + y * across + level.height / 2))
        xs, ys = zip(*points, strict=True)
        boxes.append(PhotoArea(min(xs), min(ys), max(xs), max(ys)).within(*level.size))
    return boxes
