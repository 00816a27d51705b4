"""Pictures like photographs, each drawn from a seed, for measuring what is done to real ones.

Soft light, things out of focus and in it, texture as of leaves and cloth, fine lines as of lettering and
blinds, and the noise of a small sensor.
"""

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

CAMERA = (4032, 3024)
"""Twelve million pixels: what phones take."""


def photograph(width: int, height: int, seed: int) -> Image.Image:
    """Draw one picture; the same seed gives the same pixels."""
    chance = random.Random(seed)
    light = _clouds((width, height), chance, range(2, 7))
    far = _things(light, chance, 14, 0.35).filter(ImageFilter.GaussianBlur(width / 90))
    near = _things(far, chance, 18, 0.16)
    texture = _clouds((width, height), chance, range(7, 12))
    picture = Image.composite(ImageChops.soft_light(near, texture), near, _patches((width, height), chance))
    _draw_lines(picture, chance)
    picture = ImageEnhance.Color(picture.filter(ImageFilter.GaussianBlur(0.9))).enhance(0.6)
    return ImageChops.add(picture, _noise((width, height), chance), 1, -128)


def photograph_file(seed: int, *, size: tuple[int, int] = CAMERA) -> bytes:
    """Such a picture as a phone's JPEG."""
    out = io.BytesIO()
    photograph(*size, seed).save(out, "JPEG", quality=92)
    return out.getvalue()


def _clouds(size: tuple[int, int], chance: random.Random, octaves: Sequence[int]) -> Image.Image:
    """Noise of several scales, the finer the fainter."""
    clouds = Image.new("RGB", size)
    for rank, octave in enumerate(octaves):
        few = (2**octave, max(2, 2**octave * size[1] // size[0]))
        grain = Image.frombytes("RGB", few, chance.randbytes(few[0] * few[1] * 3))
        grain = grain.resize(size, Image.Resampling.BICUBIC)
        clouds = Image.blend(clouds, grain, 1 / (1.5 * rank + 1))
    return clouds


def _things(ground: Image.Image, chance: random.Random, count: int, largest: float) -> Image.Image:
    """Plain shapes with hard edges."""
    picture = ground.copy()
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for _ in range(count):
        side = int(width * chance.uniform(0.02, largest))
        left, top = chance.randrange(-side, width), chance.randrange(-side, height)
        colour = (chance.randrange(20, 236), chance.randrange(20, 236), chance.randrange(20, 236))
        shape = chance.randrange(3)
        if shape == 0:
            draw.ellipse((left, top, left + side, top + side), fill=colour)
        elif shape == 1:
            corners = [(left + chance.randrange(side), top + chance.randrange(side)) for _ in range(4)]
            draw.polygon(corners, fill=colour)
        else:
            draw.rounded_rectangle((left, top, left + side, top + side // 2), side // 12, fill=colour)
    return picture


def _patches(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Where the texture shows."""
    mask = Image.new("L", size)
    draw = ImageDraw.Draw(mask)
    for _ in range(9):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        box = (left, top, left + size[0] // 4, top + size[1] // 3)
        draw.ellipse(box, fill=chance.randrange(60, 200))
    return mask.filter(ImageFilter.GaussianBlur(size[0] / 200))


def _draw_lines(picture: Image.Image, chance: random.Random) -> None:
    """Fine lines, side by side."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    for _ in range(12):
        left, top = chance.randrange(width), chance.randrange(height)
        step = max(2, width // chance.randrange(200, 700))
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        for number in range(chance.randrange(10, 40)):
            at = left + number * step
            line = (at, top, at + chance.randrange(-step, step), top + height // 12)
            draw.line(line, fill=colour, width=max(1, step // 3))


def _noise(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """A sensor's noise about the level 128, spread over two pixels as cameras leave it."""
    few = (size[0] // 2, size[1] // 2)
    grain = Image.frombytes("RGB", few, chance.randbytes(few[0] * few[1] * 3))
    return grain.point([128 + (level - 128) // 18 for level in range(256)] * 3).resize(size)
