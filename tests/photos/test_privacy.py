"""Pixels and nothing else: proved by exiftool, by a search for what was planted, and box by box."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from goodnews.photos import make_card
from goodnews.photos.card import draw
from tests.photos import specimens
from tests.photos.card.making import spec
from tests.photos.conftest import Prepare
from tests.photos.exiftool import ExifTool
from tests.photos.heif_boxes import AUXILIARIES, boxes, make_auxiliary
from tests.photos.specimens import CROPPED_AWAY, SPECIMENS, Specimen, near, planted

# All that exiftool says of a picture with no metadata: the file's own name, the codec's settings.
_NO_METADATA = frozenset({"SourceFile", "ExifTool", "System", "File", "Composite"})
_CODEC = frozenset(
    [
        *("JFIF:JFIFVersion", "JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution"),
        *("PNG:ImageWidth", "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType", "PNG:Compression"),
        *("PNG:Filter", "PNG:Interlace", "PNG:Palette", "QuickTime:MajorBrand", "QuickTime:MinorVersion"),
        *("QuickTime:CompatibleBrands", "QuickTime:HandlerType", "QuickTime:ImageSpatialExtent"),
        *("QuickTime:ImagePixelDepth", "QuickTime:AV1ConfigurationVersion", "QuickTime:SeqProfile"),
        *("QuickTime:SeqLevelIdx0", "QuickTime:SeqTier0", "QuickTime:HighBitDepth", "QuickTime:TwelveBit"),
        *("QuickTime:ChromaFormat", "QuickTime:ChromaSamplePosition", "QuickTime:InitialDelaySamples"),
        *("QuickTime:ColorProfiles", "QuickTime:ColorPrimaries", "QuickTime:TransferCharacteristics"),
        *("QuickTime:MatrixCoefficients", "QuickTime:VideoFullRangeFlag", "QuickTime:MediaData"),
        *("QuickTime:MediaDataSize", "QuickTime:MediaDataOffset", "Meta:PrimaryItemReference"),
    ]
)
_FILE_FACTS = frozenset(
    [
        *("FileType", "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight", "EncodingProcess"),
        *("BitsPerSample", "ColorComponents", "YCbCrSubSampling"),
    ]
)
_COMPOSITE_FACTS = frozenset({"ImageSize", "Megapixels"})


def metadata(tags: dict[str, object]) -> set[str]:
    """The names of the tags that say more than a picture's size and codec."""
    left = set()
    for tag in tags:
        group, _, name = tag.partition(":")
        allowed = tag in _CODEC or group in _NO_METADATA - {"File", "Composite", "ExifTool"}
        allowed |= group == "File" and name in _FILE_FACTS
        allowed |= group == "Composite" and name in _COMPOSITE_FACTS
        allowed |= tag == "ExifTool:ExifToolVersion"
        if not allowed:
            left.add(tag)
    return left


def assert_bare(exiftool: ExifTool, *paths: Path) -> None:
    """Nothing is in these files but what shows their pictures."""
    for path, tags in zip(paths, exiftool.tags(*paths), strict=True):
        data = path.read_bytes()
        assert (metadata(tags), foreign_parts(data), planted(data)) == (set(), [], False), path.name


def test_the_reader_would_see_what_is_planted(exiftool: ExifTool, tmp_path: Path) -> None:
    paths = [tmp_path / specimen.name for specimen in SPECIMENS]
    for path, specimen in zip(paths, SPECIMENS, strict=True):
        path.write_bytes(specimen.make())
        assert planted(path.read_bytes()), specimen.name
    for path, tags in zip(paths, exiftool.tags(*paths), strict=True):
        assert metadata(tags), path.name


def test_the_reader_sees_each_sort_of_metadata_in_the_phone_s_jpeg(
    exiftool: ExifTool, tmp_path: Path
) -> None:
    path = tmp_path / "ward.jpg"
    path.write_bytes(specimens.phone_jpeg())
    (tags,) = exiftool.tags(path)
    groups = {tag.partition(":")[0] for tag in tags}
    assert {"IFD0", "ExifIFD", "GPS", "IFD1", "XMP-dc", "XMP-photoshop", "IPTC", "MPF0"} <= groups
    assert "IFD1:ThumbnailImage" in tags
    assert "File:Comment" in tags


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_no_rendition_holds_anything_but_pixels_and_nothing_planted_waits_in_the_cache(
    specimen: Specimen, prepare: Prepare, exiftool: ExifTool, cache: Path
) -> None:
    photo = prepare(specimen.name, specimen.make())
    paths = [rendition.path for rendition in photo.renditions]
    assert {rendition.type for rendition in photo.renditions} == {"image/avif", "image/jpeg"}
    assert_bare(exiftool, *paths)
    assert not any(_shows(path) for path in paths)
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert len(files) >= 3
    assert not any(planted(file.read_bytes()) for file in files)


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_no_card_holds_anything_but_pixels(
    specimen: Specimen, story: Path, cache: Path, exiftool: ExifTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Most specimens are so small that they would be left off a card, and prove nothing.
    monkeypatch.setattr(draw, "_MOST_ENLARGED", 20)
    path = story / specimen.name
    path.write_bytes(specimen.make())
    card = make_card(spec(photo=path), cache)
    assert card.type == "image/jpeg"
    assert_bare(exiftool, card.path)


def test_no_card_of_words_holds_anything_but_pixels(cache: Path, exiftool: ExifTool) -> None:
    card = make_card(spec(), cache)
    assert card.type == "image/png"
    assert_bare(exiftool, card.path)


@pytest.mark.parametrize("kind", AUXILIARIES)
def test_nothing_of_an_auxiliary_image_gets_out(
    kind: str, prepare: Prepare, exiftool: ExifTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_auxiliary(specimens.phone_heic(), AUXILIARIES[kind])
    with monkeypatch.context() as asked:
        asked.setattr(pillow_heif.options, "DEPTH_IMAGES", True)
        asked.setattr(pillow_heif.options, "AUX_IMAGES", True)
        read = pillow_heif.open_heif(io.BytesIO(data))
    assert len(read) == 1, "the second image is no picture of its own any more"
    assert read.info["depth_images"] or AUXILIARIES[kind] in read.info["aux"], "a reader that looks finds it"
    photo = prepare("portrait.heic", data)
    assert (photo.width, photo.height) == (320, 240)
    paths = [rendition.path for rendition in photo.renditions]
    assert_bare(exiftool, *paths)
    assert not any(_shows(path) for path in paths)


def test_a_thumbnail_never_stands_in_for_a_cropped_heic(prepare: Prepare) -> None:
    # Decoders offer a small embedded picture as a quick way to a small size: here it shows the uncropped.
    cropped = heic_with_an_old_thumbnail()
    thumbnail = pillow_heif.open_heif(io.BytesIO(cropped), thumbnails=True)[0].get_thumbnail(0)
    assert near(thumbnail.to_pillow().getpixel((10, 10)), CROPPED_AWAY), "the leak is there to be found"
    photo = prepare("cropped.heic", cropped)
    assert not any(_shows(rendition.path) for rendition in photo.renditions)


def heic_with_an_old_thumbnail() -> bytes:
    """A HEIC of one colour, with the thumbnail of another picture put in place of its own."""
    made = {}
    for colour in (CROPPED_AWAY, (0, 255, 0)):
        picture = Image.new("RGB", (1024, 768), colour)
        made[colour] = specimens.encoded(picture, "HEIF", thumbnails=[512], quality=90)
    old, new = made.values()
    assert len(old) == len(new), "flat pictures of one size are coded in the same number of bytes"
    # The samples lie in the last box, the photo's first; the thumbnail is the second half of them.
    at = new.rindex(b"mdat")
    differing = [each for each in range(at, len(new)) if old[each] != new[each]]
    half = (differing[0] + differing[-1]) // 2
    return new[:half] + old[half:]


def _shows(path: Path) -> bool:
    """Whether a tenth of a thousandth of a picture has the colour of the specimens' other pictures."""
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    alike = (np.abs(pixels - CROPPED_AWAY) < 40).all(axis=2)
    return bool(alike.mean() > 1e-4)


def foreign_parts(data: bytes) -> list[str]:
    """The parts of a JPEG, PNG or AVIF file that a bare picture has no need of."""
    if data.startswith(b"\xff\xd8"):
        needed = {0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0}
        return [hex(marker) for marker, _ in _segments(data) if marker not in needed]
    if data.startswith(b"\x89PNG"):
        return [repr(kind) for kind in _chunks(data) if kind not in {b"IHDR", b"PLTE", b"IDAT", b"IEND"}]
    kinds = [kind for kind, _ in boxes(data)]
    return [] if kinds == [b"ftyp", b"meta", b"mdat"] and data.count(b"infe") == 1 else [repr(kinds)]


def _chunks(data: bytes) -> Iterator[bytes]:
    """The kinds of the chunks of a PNG (W3C PNG, 5.3), and whatever follows the last one."""
    at, kind = 8, b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind
        at += 12 + size
    if data[at:]:
        yield data[at:]


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG (ITU-T T.81, annex B); a last one, 0, holds what follows its end."""
    at = 2
    while at < len(data):
        assert data[at] == 0xFF
        marker = data[at + 1]
        if marker == 0xD9:
            if data[at + 2 :]:
                yield 0, data[at + 2 :]
            return
        (size,) = struct.unpack_from(">H", data, at + 2)
        if marker == 0xE0:
            assert data[at + 4 : at + 9] == b"JFIF\0"
            assert size == 16, "a JFIF header with no thumbnail"
        yield marker, data[at + 4 : at + 2 + size]
        at += 2 + size
        if marker == 0xDA:
            while data[at] != 0xFF or data[at + 1] in (0, *range(0xD0, 0xD8)):
                at += 1
