"""Upright, in sRGB, at the right size: what comes out of a photo, whatever it came in."""

import os
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from goodnews.photos.colour import matrix_profile
from goodnews.photos.decode import DecodedPhoto, decode
from goodnews.photos.formats import PhotoError
from goodnews.photos.tidy import tidy_photo
from tests.photos import heif_boxes, specimens
from tests.photos.specimens import CORNERS, corners, encoded, jpeg, near

Colour = tuple[int, ...]

# EXIF 2.32, orientation: how a picture that is upright has to be stored, so that the tag puts it right.
STORED_AS = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


def whole(data: bytes, name: str) -> DecodedPhoto:
    return decode(data, name, lambda width, _height: width)


def shows_corners(image: Image.Image, tolerance: int = 12) -> bool:
    wide, high = image.width, image.height
    places = ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75))
    found = [image.getpixel((int(wide * across), int(high * down))) for across, down in places]
    return all(near(one, other, tolerance) for one, other in zip(found, CORNERS, strict=True))


def stored(orientation: int) -> Image.Image:
    picture = corners()
    for turn in STORED_AS[orientation]:
        picture = picture.transpose(turn)
    return picture


@pytest.mark.parametrize("orientation", STORED_AS)
def test_a_jpeg_comes_out_upright_from_every_orientation(orientation: int) -> None:
    developed = whole(specimens.phone_jpeg(stored(orientation), orientation=orientation), "ward.jpg")
    assert (developed.width, developed.height) == developed.image.size == (240, 160)
    assert shows_corners(developed.image)


@pytest.mark.parametrize("orientation", STORED_AS)
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_other_kinds_come_out_upright_too(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    suffix = {"TIFF": "tif"}.get(kind, kind.lower())
    options = {"quality": 95} if kind in ("WEBP", "AVIF") else {}
    developed = whole(encoded(stored(orientation), kind, exif=exif, **options), f"ward.{suffix}")
    assert developed.image.size == (240, 160)
    assert shows_corners(developed.image)


@pytest.mark.parametrize("name", ["ward.jpg", "ward.png", "ward.webp", "ward.heic"])
def test_spoilt_exif_spoils_no_photo(name: str) -> None:
    kind = {"jpg": "JPEG", "heic": "HEIF"}.get(name[5:], name[5:].upper())
    spoilt = encoded(corners(), kind, exif=b"Exif\0\0xx\0*\0\0\0\x08" + bytes(40))
    assert b"xx\0*" in spoilt
    assert shows_corners(whole(spoilt, name).image)
    tidy = tidy_photo(spoilt, name)
    assert shows_corners(whole(tidy.data, tidy.name).image)


@pytest.mark.parametrize("orientation", STORED_AS)
def test_a_heic_is_never_turned_twice(orientation: int) -> None:
    # HEIC turns with boxes of its own (irot, imir); what its EXIF says as well is for information only.
    data = specimens.phone_heic(stored(orientation), orientation=orientation)
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01" + bytes((0, orientation)) in data
    assert (b"irot" in data or b"imir" in data) == (orientation > 1)
    developed = whole(data, "ward.heic")
    assert developed.image.size == (240, 160)
    assert shows_corners(developed.image)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize(("quarters", "turn"), [(1, 3), (2, 2), (3, 1)])
def test_a_heic_s_own_box_overrules_its_exif(quarters: int, turn: int, orientation: int) -> None:
    # `irot` counts quarters against the clock: the picture is stored turned the other way.
    tilted = np.rot90(np.asarray(corners()), -quarters)
    data = specimens.phone_heic(Image.fromarray(tilted), orientation=1)
    exif = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00"
    assert data.count(exif + b"\x01") == 2
    data = heif_boxes.turn(data.replace(exif + b"\x01", exif + bytes((orientation,))), quarters)
    developed = whole(data, "ward.heic")
    assert developed.image.size == (240, 160)
    assert shows_corners(developed.image)


@pytest.mark.parametrize("orientation", STORED_AS)
@pytest.mark.parametrize("width", [60, 120, 239])
def test_turning_and_shrinking_go_together(orientation: int, width: int) -> None:
    data = specimens.phone_jpeg(stored(orientation), orientation=orientation)
    developed = decode(data, "ward.jpg", lambda _width, _height: width)
    assert developed.image.size == (width, round(160 * width / 240))
    assert (developed.width, developed.height) == (240, 160)
    assert shows_corners(developed.image)


def test_a_wide_gamut_jpeg_is_converted_to_srgb() -> None:
    # Display P3 (200, 100, 50) through XYZ to sRGB, by the two standards' matrices and their tone curve.
    profile = matrix_profile(12)
    developed = whole(jpeg(Image.new("RGB", (64, 64), (200, 100, 50)), icc_profile=profile), "p3.jpg")
    assert near(developed.image.getpixel((30, 30)), p3_to_srgb((200, 100, 50)), 4)


def test_a_heic_that_names_its_primaries_by_number_is_converted_to_srgb() -> None:
    picture = Image.new("RGB", (128, 128), (200, 100, 50))
    data = encoded(picture, "HEIF", quality=95, color_primaries=12)
    developed = whole(data, "p3.heic")
    assert near(developed.image.getpixel((60, 60)), p3_to_srgb((200, 100, 50)), 6)


@pytest.mark.parametrize(("transfer", "level"), [(16, 0.5807), (18, 0.75)])
def test_a_heic_of_high_dynamic_range_is_as_bright_as_any(transfer: int, level: float) -> None:
    # 203 nits are paper white in PQ and in HLG (ITU-R BT.2408): light here, and a mid grey if taken for sRGB.
    picture = Image.new("RGB", (128, 128), (round(255 * level),) * 3)
    picture.paste((0, 0, 0), (64, 0, 128, 128))
    plain = whole(encoded(picture, "HEIF", quality=95), "plain.heic").image
    hdr = {"color_primaries": 9, "transfer_characteristics": transfer, "matrix_coefficients": 9}
    developed = whole(encoded(picture, "HEIF", quality=95, **hdr), "hdr.heic").image
    assert max(plain.getpixel((20, 60))) < 195
    assert min(developed.getpixel((20, 60))) > 235
    assert max(developed.getpixel((110, 60))) < 8


def p3_to_srgb(colour: Colour) -> Colour:
    """SMPTE EG 432-1 and IEC 61966-2-1, both with a D65 white."""
    from_p3 = np.array([[0.48657, 0.26567, 0.19822], [0.22897, 0.69174, 0.07929], [0.0, 0.04511, 1.04394]])
    to_srgb = np.array(
        [[3.24097, -1.53738, -0.49861], [-0.96924, 1.87597, 0.04156], [0.05563, -0.20398, 1.05697]]
    )
    part = np.array(colour) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    linear = np.clip(to_srgb @ from_p3 @ linear, 0, 1)
    level = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return tuple(int(each) for each in np.round(level * 255))


def test_srgb_s_own_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    developed = whole(encoded(corners(), "PNG", icc_profile=profile), "ward.png")
    assert shows_corners(developed.image, 2)


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 200, matrix_profile(12)[:150]])
def test_a_broken_profile_counts_as_none(profile: bytes) -> None:
    developed = whole(encoded(corners(), "PNG", icc_profile=profile), "ward.png")
    assert shows_corners(developed.image, 1)


def test_a_profile_for_other_channels_counts_as_none() -> None:
    grey = Image.new("L", (64, 64), 90)
    developed = whole(encoded(grey, "PNG", icc_profile=matrix_profile(12)), "ward.png")
    assert near(developed.image.getpixel((5, 5)), (90, 90, 90), 1)


def test_a_cmyk_jpeg_keeps_its_colours() -> None:
    developed = whole(jpeg(corners().convert("CMYK"), subsampling=0), "print.jpg")
    assert developed.image.mode == "RGB"
    assert shows_corners(developed.image)


def test_a_cmyk_profile_is_applied() -> None:
    # The profile of this made-up press prints its cyan ink as a red: only the profile can know.
    developed = whole(jpeg(Image.new("CMYK", (64, 64), (255, 0, 0, 0)), icc_profile=red_press()), "print.jpg")
    red, green, blue = developed.image.getpixel((30, 30))
    assert red > 150
    assert green < 90
    assert blue < 90


def red_press() -> bytes:
    """An ICC profile (version 2) of a press: lookup table from CMYK to Lab, two points a channel."""
    nodes = bytearray()
    for number in range(16):
        cyan, black = number >> 3, number & 1
        # Lab in 8 bits: lightness by 2.55, a and b about 128. Cyan prints as a strong red here.
        nodes += bytes((20, 128, 128) if black else (120, 200, 180) if cyan else (255, 128, 128))
    ramp = bytes(range(256))
    identity = (65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    table = b"mft1" + struct.pack(">IBBBB9i", 0, 4, 3, 2, 0, *identity) + ramp * 4 + bytes(nodes) + ramp * 3
    white = b"XYZ " + struct.pack(">I3i", 0, 63190, 65536, 54061)
    start = 128 + 4 + 24
    tags = struct.pack(">I4sII4sII", 2, b"A2B0", start, len(table), b"wtpt", start + len(table), len(white))
    size = start + len(table) + len(white)
    header = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02400000, b"prtr", b"CMYK", b"Lab ")
    header += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + tags + table + white


def test_sixteen_bits_are_scaled_and_not_clipped() -> None:
    ramp = np.linspace(0, 65535, 256, dtype=np.uint16)
    picture = Image.fromarray(np.tile(ramp, (64, 1)))
    assert picture.mode == "I;16"
    for kind, name in (("PNG", "scan.png"), ("TIFF", "scan.tif")):
        developed = whole(encoded(picture, kind), name)
        for at in (0, 64, 128, 200, 255):
            assert near(developed.image.getpixel((at, 30)), (at, at, at), 1), (name, at)


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_few_colours_and_greys_come_out_as_they_were(mode: str) -> None:
    picture = Image.new("L", (64, 64), 255).convert(mode)
    developed = whole(encoded(picture, "PNG"), "ward.png")
    assert developed.image.getpixel((9, 9)) == (255, 255, 255)
    if mode == "P":
        developed = whole(encoded(corners().convert("P", palette=Image.Palette.ADAPTIVE), "PNG"), "ward.png")
        assert shows_corners(developed.image, 8)


def transparent(mode: str) -> Image.Image:
    picture = Image.new("RGBA", (64, 64), (200, 0, 0, 0))
    picture.paste((0, 0, 200, 255), (0, 0, 32, 64))
    picture.paste((0, 0, 0, 128), (32, 32, 64, 64))
    return picture.convert(mode)


@pytest.mark.parametrize(("mode", "name"), [("RGBA", "a.png"), ("LA", "b.png"), ("RGBA", "c.webp")])
def test_transparency_is_laid_on_a_white_ground(mode: str, name: str) -> None:
    kind = name.rpartition(".")[2].upper()
    developed = whole(
        encoded(transparent(mode), kind, **({"lossless": True} if kind == "WEBP" else {})), name
    )
    assert developed.image.mode == "RGB"
    assert near(developed.image.getpixel((50, 10)), (255, 255, 255), 2)
    half = developed.image.getpixel((50, 50))
    assert near(half, (127, 127, 127), 3)


def test_a_palette_s_transparent_colour_is_laid_on_white() -> None:
    picture = Image.new("P", (64, 64), 1)
    picture.putpalette([255, 0, 0, 0, 0, 255] + [0] * 762)
    picture.paste(0, (0, 0, 32, 64))
    developed = whole(encoded(picture, "PNG", transparency=0), "ward.png")
    assert developed.image.getpixel((9, 9)) == (255, 255, 255)
    assert developed.image.getpixel((50, 9)) == (0, 0, 255)


MOVING = [Image.new("RGB", (64, 64), colour) for colour in ("red", "lime", "blue")]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animation_gives_its_first_frame_and_says_so(kind: str) -> None:
    data = encoded(MOVING[0], kind, save_all=True, append_images=MOVING[1:], duration=100)
    developed = whole(data, f"wave.{kind.lower()}")
    assert developed.movement == "frames"
    assert near(developed.image.getpixel((9, 9)), (255, 0, 0), 6)


def test_a_scan_of_several_pages_gives_its_first() -> None:
    data = encoded(MOVING[0], "TIFF", save_all=True, append_images=MOVING[1:])
    assert whole(data, "scan.tif").movement == "pages"


@pytest.mark.parametrize("name", ["ward.jpg", "stereo.jpg", "iphone.heic"])
def test_a_phone_s_second_image_is_no_animation(name: str) -> None:
    specimen = next(each for each in specimens.SPECIMENS if each.name == name)
    assert whole(specimen.make(), name).movement == ""


def test_nothing_but_pixels_is_left_on_the_image() -> None:
    assert whole(specimens.phone_jpeg(), "ward.jpg").image.info == {}


def test_fine_stripes_turn_grey_and_not_into_bands() -> None:
    stripes = np.tile(np.array([0, 255], dtype=np.uint8), (600, 450))
    picture = Image.fromarray(np.stack([stripes] * 3, axis=2))
    for kind, name in (("PNG", "blind.png"), ("JPEG", "blind.jpg")):
        options = {"quality": 98, "subsampling": 0} if kind == "JPEG" else {}
        small = np.asarray(decode(encoded(picture, kind, **options), name, lambda *_: 400).image)
        assert small[20:-20, 20:-20].std() < 6, name


@pytest.mark.parametrize(("transfer", "level"), [(16, 0.5807), (18, 0.75)])
def test_an_avif_of_high_dynamic_range_is_as_bright_as_a_heic(transfer: int, level: float) -> None:
    picture = Image.new("RGB", (128, 128), (round(255 * level),) * 3)
    plain = encoded(picture, "AVIF", quality=95)
    # Its colours by number: BT.2020's primaries, and PQ or HLG.
    coded = plain.replace(b"nclx\x00\x01\x00\x0d", b"nclx\x00\x09" + transfer.to_bytes(2, "big"))
    assert coded != plain
    assert min(whole(coded, "hdr.avif").image.getpixel((60, 60))) > 235
    assert max(whole(plain, "plain.avif").image.getpixel((60, 60))) < 195


def test_an_avif_of_wider_primaries_is_converted_to_srgb() -> None:
    plain = encoded(Image.new("RGB", (128, 128), (200, 100, 50)), "AVIF", quality=95)
    coded = plain.replace(b"nclx\x00\x01\x00\x0d", b"nclx\x00\x0c\x00\x0d")
    assert near(whole(coded, "p3.avif").image.getpixel((60, 60)), p3_to_srgb((200, 100, 50)), 6)


def test_what_an_avif_s_clean_aperture_cuts_off_is_not_shown() -> None:
    picture = Image.new("RGB", (128, 96), (250, 250, 250))
    picture.paste((20, 20, 20), (0, 0, 64, 96))
    numbers = (64, 1, 96, 1, -32, 1, 0, 1)
    aperture = b"".join(number.to_bytes(4, "big", signed=True) for number in numbers)
    data = heif_boxes.cut_out(encoded(picture, "AVIF", quality=95), aperture)
    developed = whole(data, "cut.avif")
    assert (developed.width, developed.height) == (64, 96)
    assert max(developed.image.getpixel((60, 50))) < 60


def with_texts(count: int, letters: int) -> bytes:
    info = PngInfo()
    for _ in range(count):
        info.add_itxt("Comment", "x" * letters, zip=True)
    return encoded(Image.new("RGB", (64, 64)), "PNG", pnginfo=info)


def behind_the_picture(data: bytes) -> bytes:
    start, end = data.index(b"iTXt") - 4, data.index(b"IDAT") - 4
    return data[:start] + data[end:-12] + data[start:end] + data[-12:]


HEAVY = {
    "a text": with_texts(1, 2_000_000),
    "a text behind the picture": behind_the_picture(with_texts(1, 2_000_000)),
    "many texts": with_texts(70, 1_000_000),
    "a profile": encoded(Image.new("RGB", (64, 64)), "PNG", icc_profile=bytes(2_000_000)),
}


@pytest.mark.parametrize("data", HEAVY.values(), ids=HEAVY)
def test_a_png_with_megabytes_of_text_says_why_it_is_not_taken(data: bytes) -> None:
    with pytest.raises(PhotoError, match="more hidden text"):
        whole(data, "screen.png")


def test_a_png_whose_head_is_too_short_is_broken_whatever_its_texts() -> None:
    data = encoded(Image.new("RGB", (64, 64)), "PNG")
    with pytest.raises(PhotoError, match="damaged"):
        whole(data[:8] + specimens.png_chunk(b"IHDR", bytes(5)) + data[33:], "screen.png")


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "jpeg", "group4"])
def test_what_a_library_prints_of_a_spoilt_tiff_is_not_on_the_console(
    compression: str, capfd: pytest.CaptureFixture[str]
) -> None:
    mode = "1" if compression == "group4" else "RGB"
    data = bytearray(encoded(Image.new(mode, (300, 200)), "TIFF", compression=compression))
    data[20:120] = bytes(number * 37 % 256 for number in range(100))
    with pytest.raises(PhotoError):
        whole(bytes(data), "ward.tif")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
