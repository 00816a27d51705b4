"""Words, by RapidOCR with PaddleOCR's models (Apache licence 2.0), which its package carries."""

from functools import cache
from typing import Any

import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from goodnews.photos.decode import shrink_to
from goodnews.photos.eyes.sighting import PhotoArea, PhotoWords

LONGEST_SIDE, FOUND_IN = 1600, 1024
"""Pixels: of the picture that lines are read in, and of the smaller one that they are found in."""
LEAST_SCORE = 0.6
_FEWEST_LETTERS = 4
"""Of a line: what is shorter is mostly no words at all."""


def find_words(image: Image.Image) -> tuple[PhotoWords, ...]:
    """What can be read in an RGB picture, line by line from the top."""
    small = shrink_to(image, LONGEST_SIDE)
    # As OpenCV has it: blue first.
    result: Any = _reader()(np.ascontiguousarray(np.asarray(small)[:, :, ::-1]))
    lines = []
    for text, corners, score in zip(
        result.txts or (), () if result.boxes is None else result.boxes, result.scores or (), strict=True
    ):
        if score >= LEAST_SCORE and sum(letter.isalnum() for letter in text) >= _FEWEST_LETTERS:
            (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
            box = PhotoArea(float(left), float(top), float(right), float(bottom)).within(*small.size)
            lines.append(PhotoWords(" ".join(text.split()), box))
    return tuple(sorted(lines, key=lambda words: (words.box.top, words.box.left)))


@cache
def _reader() -> RapidOCR:
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": FOUND_IN,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
