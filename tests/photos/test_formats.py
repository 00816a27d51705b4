"""What a file is, by its bytes; and what is said of one that is no photo."""

import pytest

from goodnews.photos.formats import PhotoError, detect_format
from tests.photos.specimens import SPECIMENS, Specimen, film


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_each_kind_is_known_by_its_bytes_however_its_ending_is_written(specimen: Specimen) -> None:
    kind = detect_format(specimen.make(), specimen.name)
    assert specimen.name.endswith(kind.suffixes)
    assert detect_format(specimen.make(), specimen.name.upper()) is kind


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("ward.jpg", b"", "photo-empty", "no picture in it"),
        ("ward.jpg", b"Just some words, saved under the wrong name.", "photo-not-a-picture", "not a picture"),
        ("ward.jpg", b"%PDF-1.7 ...", "photo-not-a-picture", "a PDF document"),
        ("ward.jpg", b"PK\x03\x04....", "photo-not-a-picture", "a zip file"),
        ("ward.jpg", b"<!DOCTYPE html><html>", "photo-not-a-picture", "a web page"),
        ("ward.jpg", b"BM" + bytes(60), "photo-not-a-picture", "a bitmap"),
        ("ward.jpg", film(), "photo-not-a-picture", "a film"),
        ("ward.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo-drawing", "SVG"),
        ("ward.png", b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg onload="x()"/>', "photo-drawing", "SVG"),
        ("ward.jpg", SPECIMENS[7], "photo-mislabelled", "really a HEIC"),
        ("ward.heic", SPECIMENS[0], "photo-mislabelled", "really a JPEG"),
        ("ward.png", SPECIMENS[3], "photo-mislabelled", "really a WebP"),
        ("ward", SPECIMENS[0], "photo-mislabelled", "really a JPEG"),
        ("ward.dng", b"II*\0\x08\0\0\0" + bytes(60), "photo-raw", "a raw file"),
        ("ward.NEF", b"MM\0*\0\0\0\x08" + bytes(60), "photo-raw", "a raw file"),
        ("ward.tif", b"II*\0\x10\0\0\0CR\x02\0" + bytes(60), "photo-raw", "a raw file"),
        ("ward.tif", b"II*\0\x08\0\0\0\x01\0\x12\xc6" + bytes(60), "photo-raw", "a raw file"),
        ("ward.cr3", b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "photo-raw", "a raw file"),
        ("ward.jpg", b"FUJIFILMCCD-RAW 0201" + bytes(60), "photo-raw", "a raw file"),
        ("ward.dng", SPECIMENS[0], "photo-mislabelled", "really a JPEG"),
    ],
)
def test_what_is_no_photo_is_refused_in_plain_words(
    name: str, data: bytes | Specimen, code: str, words: str
) -> None:
    with pytest.raises(PhotoError) as refused:
        detect_format(data.make() if isinstance(data, Specimen) else data, name)
    assert refused.value.problem.code == code
    assert words in refused.value.problem.message
    assert name in refused.value.problem.message
    assert refused.value.problem.hint.endswith(".")


def test_a_mislabelled_photo_is_given_its_right_name() -> None:
    with pytest.raises(PhotoError) as refused:
        detect_format(SPECIMENS[7].make(), "ward.jpg")
    assert "ward.heic" in refused.value.problem.hint
