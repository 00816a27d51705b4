"""Photos made fit for git."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from goodnews.photos import PhotoError, read_metadata, tidy_photo
from goodnews.photos.colour import matrix_profile
from goodnews.photos.decode import decode
from tests.photos import specimens
from tests.photos.exiftool import ExifTool
from tests.photos.specimens import SPECIMENS, Specimen, encoded, planted, scene
from tests.photos.test_privacy import foreign_parts, metadata

WEBP_CODEC = {
    f"RIFF:{name}" for name in ("VP8Version", "HorizontalScale", "VerticalScale", "ImageWidth", "ImageHeight")
}
P3 = matrix_profile(12)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def pixels(data: bytes, name: str) -> Image.Image:
    """What the site would show of a photo, whole."""
    return decode(data, name, lambda width, _height: width).image


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_nothing_but_the_picture_stays(specimen: Specimen, tmp_path: Path, exiftool: ExifTool) -> None:
    data = specimen.make()
    name, tidy = tidy_photo(data, specimen.name)
    (tmp_path / name).write_bytes(tidy)
    assert not planted(tidy)
    (tags,) = exiftool.tags(tmp_path / name)
    assert metadata(tags) <= WEBP_CODEC
    assert read_metadata(tmp_path / name) == ()
    assert name.endswith(".webp") or foreign_parts(tidy) == []
    assert len(tidy) <= len(data)
    assert tidy_photo(tidy, name) == (name, tidy)


@pytest.mark.parametrize("name", ["ward.jpg", "stereo.jpg", "screen.png", "web.webp", "old.gif"])
def test_without_loss_where_only_metadata_has_to_go(name: str) -> None:
    data = next(specimen.make() for specimen in SPECIMENS if specimen.name == name)
    new, tidy = tidy_photo(data, name)
    assert pixels(tidy, new).tobytes() == pixels(data, name).tobytes()


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("iphone.heic", "iphone.jpg"),
        ("modern.avif", "modern.jpg"),
        ("scan.tif", "scan.jpg"),
        ("old.gif", "old.png"),
        ("web.webp", "web.webp"),
        ("screen.png", "screen.png"),
        ("ward.jpg", "ward.jpg"),
    ],
)
def test_the_name_stays_and_its_ending_fits(name: str, becomes: str) -> None:
    data = next(specimen.make() for specimen in SPECIMENS if specimen.name == name)
    assert tidy_photo(data, name).name == becomes


@pytest.mark.parametrize(
    ("name", "becomes"),
    [("A.JPEG", "A.JPEG"), ("a.jfif", "a.jfif"), ("a.mpo", "a.jpg"), ("a.png", "a.jpg"), ("a", "a.jpg")],
)
def test_a_jpeg_is_called_one(name: str, becomes: str) -> None:
    assert tidy_photo(specimens.phone_jpeg(), name).name == becomes


@pytest.mark.parametrize("orientation", range(2, 9))
def test_it_stands_upright(orientation: int) -> None:
    data = specimens.phone_jpeg(specimens.corners(), orientation=orientation)
    name, tidy = tidy_photo(data, "a.jpg")
    upright, before = pixels(tidy, name), pixels(data, "a.jpg")
    assert Image.open(io.BytesIO(tidy)).size == before.size
    for corner in ((8, 8), (before.width - 8, 8), (8, before.height - 8)):
        assert upright.getpixel(corner) == pytest.approx(before.getpixel(corner), abs=12)
    assert len(tidy) <= len(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_its_colours_are_those_of_srgb(kind: str) -> None:
    data = encoded(Image.new("RGB", (64, 64), (200, 30, 30)), kind, icc_profile=P3)
    tidy = tidy_photo(data, f"a.{kind.lower()}").data
    with Image.open(io.BytesIO(tidy)) as image:
        assert "icc_profile" not in image.info
        shown = pixels(data, f"a.{kind.lower()}").getpixel((9, 9))
        assert image.convert("RGB").getpixel((9, 9)) == pytest.approx(shown, abs=3)


def test_a_profile_that_is_srgb_goes_without_loss() -> None:
    data = encoded(scene(64, 64), "JPEG", icc_profile=SRGB)
    tidy = tidy_photo(data, "a.jpg").data
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(tidy)) as after:
        assert "icc_profile" not in after.info
        assert before.tobytes() == after.tobytes()


def test_inks_become_light() -> None:
    tidy = tidy_photo(encoded(Image.new("CMYK", (64, 64), (0, 200, 200, 0)), "JPEG"), "a.jpg").data
    assert Image.open(io.BytesIO(tidy)).mode == "RGB"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_its_longer_side_has_at_most_four_thousand_pixels(kind: str) -> None:
    data = encoded(Image.new("RGB", (1100, 4400), "teal"), kind)
    _, tidy = tidy_photo(data, f"a.{kind.lower()}")
    assert Image.open(io.BytesIO(tidy)).size == (1000, 4000)
    assert len(tidy) <= len(data)


def test_a_moving_picture_comes_to_rest() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "green")]
    for kind in ("PNG", "WEBP", "GIF"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        _, tidy = tidy_photo(data, f"a.{kind.lower()}")
        assert getattr(Image.open(io.BytesIO(tidy)), "n_frames", 1) == 1


def test_a_png_with_a_book_in_it_is_tidied() -> None:
    notes = specimens.PngImagePlugin.PngInfo()
    notes.add_text("Comment", "A" * 2_000_000, zip=True)
    tidy = tidy_photo(encoded(scene(64, 64), "PNG", pnginfo=notes), "a.png").data
    assert b"zTXt" not in tidy


def test_one_that_is_cut_off_stays_cut_off() -> None:
    data = specimens.phone_jpeg()
    whole = tidy_photo(data, "a.jpg").data
    with pytest.raises(PhotoError):
        pixels(tidy_photo(whole[: len(whole) // 2], "a.jpg").data, "a.jpg")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBP"]
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(PhotoError):
        tidy_photo(data, "a.jpg")


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_wherever_it_is_cut_off_it_is_a_photo_or_refused(specimen: Specimen) -> None:
    data = specimen.make()
    for end in range(0, len(data), len(data) // 23):
        try:
            tidy = tidy_photo(data[:end], specimen.name).data
        except PhotoError:
            continue
        assert not planted(tidy)
