"""Formats, qualities and speeds: likeness (SSIM) against bytes and time, on pictures like photographs."""

import io
import time
from dataclasses import dataclass

from PIL import Image

from goodnews.bench.pictures import CAMERA, photograph
from goodnews.bench.table import Table

WIDTHS = (480, 960, 1440)
SEEDS = range(6)
SETTINGS: tuple[tuple[str, dict[str, int]], ...] = (
    *(("AVIF", {"quality": quality, "speed": 9}) for quality in (40, 45, 50, 55, 60, 65, 70)),
    *(("AVIF", {"quality": quality, "speed": 8}) for quality in (50, 60)),
    *(("AVIF", {"quality": quality, "speed": 6}) for quality in (50, 60)),
    *(("WEBP", {"quality": quality}) for quality in (70, 76, 82)),
    *(("JPEG", {"quality": quality}) for quality in (68, 72, 76, 80, 84)),
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
        for kind, options in SETTINGS:
            runs = [_encode(each, kind, options) for each in small]
            bits = sum(len(data) for data, _ in runs) * 8 / (width * height * len(runs))
            likeness = sum(ssim(image, data) for image, (data, _) in zip(small, runs, strict=True)) / len(
                runs
            )
            spent = sum(seconds for _, seconds in runs) / len(runs) * 1000
            setting = ", ".join(f"{key} {value}" for key, value in options.items())
            found.append(Measured(kind, setting, width, bits, likeness, spent))
    return found


def _encode(image: Image.Image, kind: str, options: dict[str, int]) -> tuple[bytes, float]:
    more: dict[str, int] = {}
    if kind == "AVIF":
        more = {"max_threads": 1}
    elif kind == "JPEG":
        more = {"optimize": True, "progressive": True}
    out = io.BytesIO()
    start = time.perf_counter()
    image.save(out, kind, **options, **more)
    return out.getvalue(), time.perf_counter() - start


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
