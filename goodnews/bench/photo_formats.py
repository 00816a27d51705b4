"""Formats, qualities and speeds: likeness (SSIM) against bytes and time, on pictures like photographs."""

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image

from goodnews.bench.pictures import CAMERA, photograph
from goodnews.bench.table import Table
from goodnews.photos import RenditionSettings

WIDTHS = (480, 960, 1440)
SEEDS = range(6)


@dataclass(frozen=True, slots=True)
class Setting:
    """A format, with what Pillow is asked for, and what to call it in the table."""

    format: str
    words: str
    options: Mapping[str, Any]


def _ours(quality: int) -> Setting:
    options = {"quality": quality, "speed": 9, "advanced": RenditionSettings().avif_tuning}
    return Setting("AVIF", f"quality {quality}, speed 9, tuned", options)


def _avif(quality: int, speed: int) -> Setting:
    return Setting("AVIF", f"quality {quality}, speed {speed}", {"quality": quality, "speed": speed})


SETTINGS = (
    *map(_ours, (55, 60, 65, 70)),
    *(_avif(quality, 9) for quality in (45, 50, 55, 60)),
    *(_avif(quality, speed) for speed in (8, 6) for quality in (50, 60)),
    *(Setting("WEBP", f"quality {quality}", {"quality": quality}) for quality in (70, 76, 82)),
    *(
        Setting("JPEG", f"quality {quality}", {"quality": quality, "optimize": True})
        for quality in (68, 72, 74, 76, 80)
    ),
    Setting("JPEG", "quality 74, progressive", {"quality": 74, "progressive": True}),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one setting costs and gives, on the mean over the pictures at one width."""

    format: str
    setting: str
    width: int
    bits_per_pixel: float
    ssim: float
    milliseconds: float


def run() -> Table:
    """Measure every setting at every width."""
    rows = tuple(
        (
            each.format,
            each.setting,
            str(each.width),
            f"{each.bits_per_pixel:.2f}",
            f"{each.ssim:.4f}",
            f"{each.milliseconds:.0f}",
        )
        for each in measure()
    )
    return Table("Formats and qualities", ("format", "setting", "width", "bits a pixel", "SSIM", "ms"), rows)


def measure() -> list[Measured]:
    """Encode each picture with each setting, on one thread, and compare what comes back."""
    found = []
    pictures = [photograph(*CAMERA, seed) for seed in SEEDS]
    for width in WIDTHS:
        height = width * CAMERA[1] // CAMERA[0]
        small = [each.resize((width, height), Image.Resampling.LANCZOS) for each in pictures]
        for setting in SETTINGS:
            runs = [_encode(each, setting) for each in small]
            bits = sum(len(data) for data, _ in runs) * 8 / (width * height * len(runs))
            likeness = sum(ssim(image, data) for image, (data, _) in zip(small, runs, strict=True)) / len(
                runs
            )
            spent = sum(seconds for _, seconds in runs) / len(runs) * 1000
            found.append(Measured(setting.format, setting.words, width, bits, likeness, spent))
    return found


def _encode(image: Image.Image, setting: Setting) -> tuple[bytes, float]:
    """The file, and the seconds of the processor that it took: the best of three."""
    more = {"max_threads": 1} if setting.format == "AVIF" else {}
    seconds = []
    for _ in range(3):
        out = io.BytesIO()
        start = time.process_time()
        image.save(out, setting.format, subsampling="4:2:0", **setting.options, **more)
        seconds.append(time.process_time() - start)
    return out.getvalue(), min(seconds)


def ssim(image: Image.Image, data: bytes) -> float:
    """Structural similarity of lightness (Wang et al., 2004), with the authors' Gaussian window."""
    import numpy as np
    from skimage.metrics import structural_similarity

    with Image.open(io.BytesIO(data)) as other:
        one, two = (np.asarray(each.convert("L")) for each in (image, other))
    return float(
        structural_similarity(  # type: ignore[no-untyped-call]
            one, two, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
    )
