"""Colour: from any profile and transfer to sRGB; what fills a picture, and a fingerprint of what it shows."""

import io
import math
import struct
from collections.abc import Callable, Mapping
from functools import cache

from PIL import Image, ImageChops, ImageCms

GROUND = (255, 255, 255)
"""What shows through a transparent picture."""


def eight_bits(image: Image.Image) -> Image.Image:
    """Bring any mode to one that a colour profile can be applied to: L, RGB, CMYK or LAB, alpha kept.

    Sixteen bits are scaled, not clipped: Pillow's own `convert("L")` would turn them white.
    """
    if image.mode.startswith("I;16") or image.mode == "I":
        wide = image.convert("I").point(lambda value: value * (1 / 257) + 0.5)
        return wide.convert("L")
    if image.mode == "F":
        return image.convert("L")
    if image.mode in ("LA", "RGBA"):
        return image  # a copy would cost four bytes a pixel, and nothing here changes the original
    if image.has_transparency_data:
        return image.convert("LA" if image.mode in ("L", "La") else "RGBA")
    if image.mode in ("L", "RGB", "CMYK", "LAB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert an image from `eight_bits` to RGB in sRGB (IEC 61966-2-1), on a flat ground.

    A profile that is broken, or for other channels than the image has, counts as none: the picture
    is then taken for sRGB, as browsers do.
    """
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    opaque = image.convert(image.mode[:-1]) if alpha else image
    colours = _apply(opaque, profile) if profile else None
    if colours is None:
        colours = _apply(opaque, None) if opaque.mode == "LAB" else _rgb(opaque)
    colours = colours or opaque.convert("L").convert("RGB")
    if alpha is None:
        return colours
    ground = Image.new("RGB", image.size, GROUND)
    ground.paste(colours, mask=alpha)
    return ground


_SAME_LEVEL = 2
"""Of 255: two makers' profiles of sRGB differ by one, and nobody sees it."""


def is_srgb(profile: bytes | None, mode: str) -> bool:
    """Whether numbers of this mode (L or RGB) mean with the profile what they mean in sRGB without one."""
    if not profile:
        return True
    levels = bytes([*range(0, 256, 32), 255])
    grid = (
        levels if mode == "L" else bytes(v for r in levels for g in levels for b in levels for v in (r, g, b))
    )
    image = Image.frombytes(mode, (len(grid) // len(mode), 1), grid)
    difference = ImageChops.difference(to_srgb(image, profile), image.convert("RGB"))
    return max(difference.tobytes()) <= _SAME_LEVEL


def _rgb(image: Image.Image) -> Image.Image:
    """The image itself if it is RGB: `convert` would copy it."""
    return image if image.mode == "RGB" else image.convert("RGB")


def _apply(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """Run the profile with LittleCMS; None where it can't be done."""
    try:
        if profile is None:
            source = ImageCms.createProfile("LAB")
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        # Relative colorimetric with black point compensation, as browsers show photos.
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def main_colour(image: Image.Image) -> str:
    """The colour that fills most of an RGB picture, as `#rrggbb`."""
    small = image.resize((64, 64), Image.Resampling.BOX)
    few = small.quantize(6, method=Image.Quantize.MEDIANCUT)
    counts, palette = few.histogram(), few.getpalette() or []
    at = counts.index(max(counts)) * 3
    return "#{:02x}{:02x}{:02x}".format(*palette[at : at + 3])


# Rec. ITU-T H.273, table 2 (colour primaries): the colorants as XYZ, adapted to D50 by Bradford's
# matrix as ICC.1:2022 asks. Red, green, blue.
_COLORANTS: Mapping[int, tuple[tuple[float, float, float], ...]] = {
    12: ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
    9: ((0.67349, 0.27904, -0.00194), (0.16566, 0.67534, 0.02998), (0.12505, 0.04561, 0.79686)),
}
_D50 = (0.96420, 1.0, 0.82491)


def profile_of(image: Image.Image) -> bytes | None:
    """The ICC profile that goes with a picture's numbers; None where they are sRGB's, or nothing says."""
    embedded = image.info.get("icc_profile")
    if isinstance(embedded, bytes) and embedded:
        return embedded
    # HEIC's other way of saying it, and the only one in files from some phones.
    numbers = image.info.get("nclx_profile")
    primaries = numbers.get("color_primaries") if isinstance(numbers, Mapping) else None
    return matrix_profile(primaries) if isinstance(primaries, int) and primaries in _COLORANTS else None


def matrix_profile(primaries: int) -> bytes:
    """Draw up an ICC profile of these primaries (12: Display P3, 9: BT.2020) with sRGB's tone curve."""
    # A parametric curve of type 3, as IEC 61966-2-1 gives sRGB's.
    curve = b"para" + struct.pack(
        ">IHH5i", 0, 3, 0, *map(_fixed, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
    )
    parts = {b"wtpt": _xyz(_D50), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    for name, colorant in zip((b"rXYZ", b"gXYZ", b"bXYZ"), _COLORANTS[primaries], strict=True):
        parts[name] = _xyz(colorant)
    table, body = struct.pack(">I", len(parts)), b""
    start = 128 + 4 + 12 * len(parts)
    for name, part in parts.items():
        table += name + struct.pack(">II", start + len(body), len(part))
        body += part
    header = struct.pack(
        ">I4sI4s4s4s12s4s28s3i48s",
        start + len(body),
        b"\0\0\0\0",
        0x04400000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        bytes(12),
        b"acsp",
        bytes(28),
        *map(_fixed, _D50),
        bytes(48),
    )
    return header + table + body


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ " + struct.pack(">I3i", 0, *map(_fixed, values))


def _fixed(value: float) -> int:
    """ICC's s15Fixed16Number."""
    return round(value * 65536)


_WHITE = 203
"""Nits of paper white in a picture of high dynamic range (ITU-R BT.2408, table 1)."""

_KNEE = 0.75
"""Up to this part of white all stays as bright as it is; what is brighter is drawn together above it."""


def transfer_of(image: Image.Image) -> int | None:
    """The number of a picture's transfer curve (ITU-T H.273, table 3) where it is PQ (16) or HLG (18)."""
    numbers = image.info.get("nclx_profile")
    transfer = numbers.get("transfer_characteristics") if isinstance(numbers, Mapping) else None
    return transfer if transfer in _NITS else None


def to_plain_brightness(image: Image.Image, transfer: int | None) -> Image.Image:
    """Take an 8-bit image from PQ or HLG to the curve of sRGB, its primaries unchanged."""
    if transfer is None:
        return image
    levels = plain_levels(transfer)
    colours = len(image.getbands()) - (image.mode in ("LA", "RGBA"))
    return image.point([*levels * colours, *range(256)][: 256 * len(image.getbands())])


@cache
def plain_levels(transfer: int) -> tuple[int, ...]:
    """What each of the 256 levels becomes; white paper comes out light and highlights are not cut off."""
    levels = []
    for level in range(256):
        light = _NITS[transfer](level / 255) / _WHITE
        if light > _KNEE:
            light = _KNEE + (1 - _KNEE) * (1 - math.exp(-(light - _KNEE) / (1 - _KNEE)))
        # IEC 61966-2-1.
        curved = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
        levels.append(round(255 * curved))
    return tuple(levels)


def _pq(signal: float) -> float:
    """SMPTE ST 2084, in nits."""
    root = signal ** (1 / 78.84375)
    return float(10_000 * (max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125))


def _hlg(signal: float) -> float:
    """ARIB STD-B67, on a screen of 1,000 nits with its system gamma of 1.2, in nits."""
    if signal <= 0.5:
        scene = signal**2 / 3
    else:
        scene = (math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
    return float(1_000 * scene**1.2)


_NITS: Mapping[int, Callable[[float], float]] = {16: _pq, 18: _hlg}


_SIDE = 16
_MOST_DIFFERENT = 36
"""Of 512 comparisons. The same photo saved again or resized differs in up to 25, another one in over 200."""

_MOST_OFF_COLOUR = 12
"""Of 255, on the mean of each channel: what tells two pictures with no detail apart."""


def fingerprint(image: Image.Image) -> str:
    """A fingerprint of what an RGB picture shows: which places are lighter than their neighbours.

    Known as a difference hash, here across and down, with the mean colour after it: 134 hex digits, near
    to those of the same picture at another size, quality or with its metadata taken off.
    """
    bits = 0
    for size, on_done in (((_SIDE + 1, _SIDE), 1), ((_SIDE, _SIDE + 1), _SIDE)):
        grey = image.convert("L").resize(size, Image.Resampling.BOX)
        values = grey.tobytes()
        for row in range(_SIDE):
            for column in range(_SIDE):
                at = row * size[0] + column
                bits = bits << 1 | (values[at] > values[at + on_done])
    mean = image.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"{bits:0128x}{mean.hex()}"


def same_picture(one: str, other: str) -> bool:
    """Whether two fingerprints are of one picture."""
    if not one or not other:
        return False
    colours = zip(bytes.fromhex(one[128:]), bytes.fromhex(other[128:]), strict=True)
    if any(abs(first - second) > _MOST_OFF_COLOUR for first, second in colours):
        return False
    return (int(one[:128], 16) ^ int(other[:128], 16)).bit_count() <= _MOST_DIFFERENT
