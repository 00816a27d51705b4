"""The words stored inside a photo."""

from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from goodnews.photos import read_metadata_text

XMP = (
    b'<x:xmpmeta><rdf:li xml:lang="x-default">A red door &amp; a mat</rdf:li>'
    b'<rdf:Description photoshop:Headline="Home"/></x:xmpmeta>'
)


@pytest.fixture
def picture() -> Image.Image:
    return Image.linear_gradient("L").resize((64, 64)).convert("RGB")


@pytest.mark.parametrize(
    ("tag", "value"),
    [(ExifTags.Base.ImageDescription, "Handover"), (ExifTags.Base.XPComment, "Handover".encode("utf-16-le"))],
)
def test_what_a_camera_or_windows_wrote_is_read(
    tag: int, value: object, picture: Image.Image, tmp_path: Path
) -> None:
    exif = picture.getexif()
    exif[tag] = value
    picture.save(tmp_path / "a.jpg", exif=exif)
    assert read_metadata_text(tmp_path / "a.jpg") == ("Handover",)


def test_comments_and_xmp_are_read(picture: Image.Image, tmp_path: Path) -> None:
    picture.save(tmp_path / "a.jpg", comment=b"Seen at seven", xmp=XMP)
    assert set(read_metadata_text(tmp_path / "a.jpg")) == {"Seen at seven", "A red door & a mat", "Home"}


def test_the_texts_of_a_png_are_read(picture: Image.Image, tmp_path: Path) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Description", "Seen at\x00 eight")
    picture.save(tmp_path / "a.png", pnginfo=texts)
    assert read_metadata_text(tmp_path / "a.png") == ("Seen at eight",)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe1\xff\xffExif\x00\x00MM", b"not a photo"])
def test_a_broken_photo_tells_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    assert read_metadata_text(tmp_path / "a.jpg") == ()


def test_a_missing_photo_tells_nothing(tmp_path: Path) -> None:
    assert read_metadata_text(tmp_path / "a.jpg") == ()
