"""Pictures like photographs, each drawn from a seed: soft light, hard edges, texture, a sensor's noise."""

import io
import random
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

CAMERA = (4032, 3024)
"""Twelve million pixels: what phones take."""


def photograph(seed: int, size: tuple[int, int] = CAMERA) -> Image.Image:
    """Draw one picture; the same seed gives the same pixels."""
    chance = random.Random(seed)
    far = _shapes(_clouds(size, chance, range(2, 7)), chance, 14, 0.35)
    near = _shapes(far.filter(ImageFilter.GaussianBlur(size[0] / 90)), chance, 18, 0.16)
    texture = ImageChops.soft_light(near, _clouds(size, chance, range(7, 12)))
    picture = ImageEnhance.Color(Image.blend(near, texture, 0.3)).enhance(0.6)
    # A sensor's noise about the level 128, spread over two pixels as cameras leave it.
    few = (size[0] // 2, size[1] // 2)
    grain = Image.frombytes("RGB", few, chance.randbytes(few[0] * few[1] * 3))
    noise = grain.point([128 + (level - 128) // 18 for level in range(256)] * 3).resize(size)
    return ImageChops.add(picture.filter(ImageFilter.GaussianBlur(0.9)), noise, 1, -128)


def photograph_file(seed: int, size: tuple[int, int] = CAMERA) -> bytes:
    """Such a picture as a phone's JPEG."""
    out = io.BytesIO()
    photograph(seed, size).save(out, "JPEG", quality=92)
    return out.getvalue()


def _clouds(size: tuple[int, int], chance: random.Random, octaves: Iterable[int]) -> Image.Image:
    """Noise of several scales, the finer the fainter."""
    clouds = Image.new("RGB", size)
    for rank, octave in enumerate(octaves):
        few = (2**octave, max(2, 2**octave * size[1] // size[0]))
        grain = Image.frombytes("RGB", few, chance.randbytes(few[0] * few[1] * 3))
        clouds = Image.blend(clouds, grain.resize(size, Image.Resampling.BICUBIC), 1 / (1.5 * rank + 1))
    return clouds


def _shapes(ground: Image.Image, chance: random.Random, count: int, largest: float) -> Image.Image:
    """Plain shapes with hard edges, of fine lines and none."""
    picture = ground.copy()
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for _ in range(count):
        side = int(width * chance.uniform(0.02, largest)) + 2
        left, top = chance.randrange(-side, width), chance.randrange(-side, height)
        red, green, blue = (chance.randrange(20, 236) for _ in range(3))
        draw.ellipse((left, top, left + side, top + side // 2), fill=(red, green, blue))
        for on_done in range(0, side, max(8, side // 6)):
            draw.line(
                (left + on_done, top, left + on_done, top + side // 3), fill=(blue, red, green), width=3
            )
    return picture
