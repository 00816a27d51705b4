"""Words, by RapidOCR with PaddleOCR's models (Apache licence 2.0), which its package carries."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from goodnews.photos.decode import shrink_to
from goodnews.photos.eyes.sighting import PhotoArea, PhotoWords

READ_IN, FOUND_IN = 1600 * 1200, 832 * 624
"""Pixels: of the picture that lines are read in, and of the smaller one that they are found in."""
LEAST_SCORE = 0.6
_FEWEST_LETTERS = 4
"""Of a line: what is shorter is mostly no words at all."""

_HEIGHT = 48
"""Pixels: of a line as the model reads it, one column after the other."""
_FEWEST_COLUMNS, _BEGINNING = 320, 150
"""The model takes no fewer, and has so much to do besides for each line, in columns."""
_LONGEST = 24
"""Times as wide as high: longer is running text, and no name, date or number by itself."""


class _Line(NamedTuple):
    """A line of print: its picture, and its corners as parts of the photo."""

    picture: np.ndarray
    box: PhotoArea

    @property
    def columns(self) -> int:
        """What reading it takes."""
        return _BEGINNING + max(_FEWEST_COLUMNS, int(_HEIGHT * self.shape))

    @property
    def shape(self) -> float:
        """How often its height goes into its width."""
        height, width = self.picture.shape[:2]
        return float(width / height)


def find_words(image: Image.Image, most_columns: int) -> tuple[tuple[PhotoWords, ...], int]:
    """What can be read in an RGB picture, line by line from the top, and how many lines are left unread.

    No more is read than `most_columns` of lines set 48 pixels high; a name takes some 500. Lines that names
    and numbers stand on go before running text, large print before small.
    """
    words, unread = [], 0
    for line in sorted(_find_lines(image), key=lambda line: (line.shape > _LONGEST, -line.picture.shape[0])):
        if line.columns > most_columns:
            unread += 1
            continue
        most_columns -= line.columns
        result: Any = _reader().recognize_txt([line.picture])
        text, score = " ".join(result.txts[0].split()), result.scores[0]
        if score >= LEAST_SCORE and sum(letter.isalnum() for letter in text) >= _FEWEST_LETTERS:
            words.append(PhotoWords(text, line.box))
    return tuple(sorted(words, key=lambda words: (words.box.top, words.box.left))), unread


def _find_lines(image: Image.Image) -> Iterator[_Line]:
    small = _pixels(image, FOUND_IN)
    found: Any = _reader()(small, use_rec=False)
    if found.boxes is None:
        return
    large = _pixels(image, READ_IN)
    scale = [large.shape[1] / small.shape[1], large.shape[0] / small.shape[0]]
    corners = np.asarray(found.boxes * scale, dtype=np.float32)
    for picture, points in zip(_reader().crop_text_regions(large, corners), corners, strict=True):
        sides = map(float, (*points.min(axis=0), *points.max(axis=0)))
        yield _Line(picture, PhotoArea(*sides).within(large.shape[1], large.shape[0]))


def _pixels(image: Image.Image, size: int) -> np.ndarray:
    """The picture at so many pixels, as OpenCV has it: blue first."""
    return np.ascontiguousarray(np.asarray(shrink_to(image, size))[:, :, ::-1])


@cache
def _reader() -> RapidOCR:
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": FOUND_IN,  # more than any side: it is small enough as it comes
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
