"""Colour profiles: the one in the file, or one drawn up from the numbers that stand for it in HEIC."""

import struct
from collections.abc import Mapping

from PIL import Image

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
