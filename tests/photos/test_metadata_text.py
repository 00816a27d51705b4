"""The words stored inside a photo."""

import random
import re
import struct
import sys
import time
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image

from goodnews.metadata import Tells
from goodnews.photos import read_metadata
from goodnews.photos.metadata_text import metadata_of
from goodnews.photos.strip import NotStripped, jpeg_parts, png_chunks
from tests.photos import specimens
from tests.photos.exiftool import ExifTool


def hidden_words(path: Path) -> set[str]:
    """What a photo says beside what it shows."""
    return {entry.text for entry in read_metadata(path) if entry.text}


@pytest.fixture
def picture() -> Image.Image:
    return Image.linear_gradient("L").resize((64, 64)).convert("RGB")


@pytest.mark.parametrize("data", [None, b"", b"\xff\xd8\xff\xe1\xff\xffExif\x00\x00MM", b"not a photo"])
def test_a_missing_or_broken_photo_tells_nothing(data: bytes | None, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / "a.jpg").write_bytes(data)
    assert hidden_words(tmp_path / "a.jpg") == set()


NUMBER = "999 000 0018"
"""An NHS number of those that are for tests."""
SECONDS = 8 * (5 if sys.gettrace() else 1)
"""Coverage, which traces every line, makes five of one."""
IN_UTF_8 = ("-charset", "iptc=UTF8")


def fields_of_exiftool() -> Iterator[tuple[str, list[str]]]:
    """Each group of ExifTool's, and the fields in it that take words."""
    text = (Path(__file__).parent / "exiftool_fields.txt").read_text(encoding="utf-8")
    for group in re.finditer(r"^\[(\w+)\]\n([^\[]*)", text, re.MULTILINE):
        yield group[1], group[2].split()


@pytest.mark.parametrize(("group", "names"), list(fields_of_exiftool()), ids=lambda value: str(value)[:4])
def test_every_field_that_exiftool_can_write_words_to_is_read(
    group: str, names: list[str], picture: Image.Image, tmp_path: Path, exiftool: ExifTool
) -> None:
    path = tmp_path / ("a.png" if group == "PNG" else "a.jpg")
    picture.save(path)
    fields = [f"-{name}=n{number:04} {NUMBER}" for number, name in enumerate(names)]
    exiftool.write(*fields, to=path, options=IN_UTF_8)
    written = str(exiftool.tags(path))
    expected, read = (
        {names[int(number)] for number in re.findall(rf"n(\d{{4}}) {NUMBER}", text)}
        for text in (written, "\n".join(hidden_words(path)))
    )
    assert expected - read == set()
    # Another release may know some names otherwise.
    assert len(expected) > len(names) * 0.9


@pytest.mark.parametrize("order", ["II", "MM"])
@pytest.mark.parametrize("words", [f"bed 4, {NUMBER}", f"Tŷ Gwyn, {NUMBER}", f"八番, {NUMBER}"])
def test_comments_in_every_alphabet_are_read(
    words: str, order: str, picture: Image.Image, tmp_path: Path, exiftool: ExifTool
) -> None:
    path = tmp_path / "a.jpg"
    picture.save(path)
    names = ("UserComment", "GPSAreaInformation", "GPSProcessingMethod", "XPComment", "ImageDescription")
    fields = [f"-EXIF:{name}={words}" for name in names]
    exiftool.write(f"-ExifByteOrder={order}", *fields, to=path)
    assert [field.text for field in read_metadata(path)].count(words) >= 4


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.heic", "a.avif"])
def test_every_kind_of_photo_is_read(
    name: str, picture: Image.Image, tmp_path: Path, exiftool: ExifTool
) -> None:
    path = tmp_path / name
    picture.save(path)
    words = {
        "EXIF:Artist": "Jo",
        "EXIF:UserComment": "bed 4",
        "XMP:Headline": "Home",
        "XMP:PersonInImage": "Sam",
    }
    fields = [f"-{field}={text}" for field, text in words.items()]
    exiftool.write(*fields, "-EXIF:GPSLatitude=51.5", to=path)
    fields = read_metadata(path)
    assert {"Jo", "bed 4", "Home", "Sam"} <= {field.text for field in fields}
    assert {field.tells for field in fields} >= {Tells.PERSON, Tells.PLACE, Tells.WORDS}


def test_the_name_of_a_face_is_that_of_a_person(
    picture: Image.Image, tmp_path: Path, exiftool: ExifTool
) -> None:
    path = tmp_path / "a.jpg"
    picture.save(path)
    exiftool.write("-RegionName=Sam", "-RegionType=Face", "-RegionPersonDisplayName=Jo Bloggs", to=path)
    people = {field.text for field in read_metadata(path) if field.tells is Tells.PERSON}
    assert people == {"Sam", "Jo Bloggs"}


def test_a_phone_s_jpeg_tells_who_where_and_by_which_phone(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(specimens.phone_jpeg())
    fields = read_metadata(tmp_path / "a.jpg")
    assert {field.tells for field in fields} == set(Tells)
    assert "PLANTED gain map" in {field.text for field in fields}, "the second picture's comment"


def test_xmp_that_is_no_xml_is_read_all_the_same(picture: Image.Image, tmp_path: Path) -> None:
    broken = (
        b'<x:xmpmeta><!DOCTYPE a [<!ENTITY b "c">]><a:Headline>Home &amp; dry</a:Headline><b c:Label="Red">'
    )
    picture.save(tmp_path / "a.jpg", xmp=broken)
    assert {"Home & dry", "Red"} <= hidden_words(tmp_path / "a.jpg")


@pytest.mark.parametrize("name", ["xmp-headline-element.jpg", "user-comment-utf16.jpg"])
def test_a_number_that_was_not_seen_is_seen(name: str) -> None:
    assert any("943 476 5919" in text for text in hidden_words(Path(__file__).parent / "cases" / name))


@pytest.mark.parametrize("specimen", specimens.SPECIMENS, ids=lambda specimen: specimen.name)
def test_spoilt_metadata_stops_nothing(specimen: specimens.Specimen) -> None:
    data, chance = bytearray(specimen.make()), random.Random(1)
    for _ in range(30):
        for _ in range(40):
            data[chance.randrange(12, min(len(data), 4000))] = chance.randrange(256)
        list(metadata_of(bytes(data)))


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff" + b"\xfe\x00\x02\xff" * 1_000_000,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0tEXt\0\0\0\0" * 1_000_000,
    ],
    ids=["segments", "chunks"],
)
def test_what_has_no_end_is_given_up_on(data: bytes) -> None:
    parts = png_chunks(data) if data.startswith(b"\x89PNG") else jpeg_parts(data)
    read = list(islice(parts, 20_000))
    with pytest.raises(NotStripped):
        next(parts)
    assert len(read) <= 20_000


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    drawn = specimens.encoded(Image.new("RGB", (64, 64)), "PNG")
    return drawn[:33] + b"".join(specimens.png_chunk(*chunk) for chunk in chunks) + drawn[33:]


def _tiff(tag: int, kind: int, value: bytes) -> bytes:
    """A TIFF of twenty directories, with a thousand entries each that all show the same value."""
    entries, directories = 1_000, 20
    size = 2 + 12 * entries + 4
    entry = struct.pack("<HHII", tag, kind, len(value), 8 + directories * size)
    ends = [8 + number * size for number in range(1, directories)]
    rows = (struct.pack("<H", entries) + entry * entries + struct.pack("<I", end) for end in [*ends, 0])
    return b"II*\0" + struct.pack("<I", 8) + b"".join(rows) + value


_PACKED_TAGS = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b"<" * 2_000_000, 9)
BUILT_TO_WASTE_TIME = {
    "packed texts": lambda: _png(*[(b"zTXt", b"a\0\0" + zlib.compress(bytes(2_000_000), 9))] * 2_000),
    "packed XMP": lambda: _png(*[(b"iTXt", _PACKED_TAGS)] * 200),
    "elements within each other": lambda: _png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b"<a>" * 100_000)),
    "the same XMP": lambda: _tiff(0x02BC, 7, b"<" * 4_000_000),
    "the same numbers": lambda: _tiff(0x9286, 7, random.Random(1).randbytes(1_000) * 4_000),
}


@pytest.mark.parametrize("name", BUILT_TO_WASTE_TIME)
def test_what_is_built_to_waste_time_is_given_up_on(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(BUILT_TO_WASTE_TIME[name]())
    began = time.process_time()
    read_metadata(path)
    assert time.process_time() - began < SECONDS


def test_a_comment_beside_a_packed_megabyte_is_read(tmp_path: Path) -> None:
    megabyte = (b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000_000), 9))
    comment = b"Comment\0\0" + zlib.compress(b"Home, bed 4")
    (tmp_path / "a.png").write_bytes(_png(megabyte, (b"zTXt", comment)))
    assert "Home, bed 4" in hidden_words(tmp_path / "a.png")
