"""Colours: any profile and any mode in, plain 8-bit sRGB out."""

import io

from PIL import Image, ImageCms

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
    counts = few.getcolors() or [(1, 0)]
    index = max(counts, key=lambda pair: (pair[0], -int(str(pair[1]))))[1]
    palette = few.getpalette() or [128, 128, 128]
    at = int(str(index)) * 3
    return "#{:02x}{:02x}{:02x}".format(*palette[at : at + 3])
