"""What recordings say beside their sound."""

import random
import re
import struct
import sys
import time
import zlib
from pathlib import Path

import pytest

from goodnews.audio import read_metadata
from goodnews.audio.attachments import strip_metadata
from goodnews.audio.metadata_text import metadata_of
from goodnews.metadata import Tells
from tests.audio import specimens
from tests.audio.specimens import box
from tests.photos import specimens as photos
from tests.photos.exiftool import ExifTool

CASES = Path(__file__).parent / "cases"
NUMBER = "999 000 0018"
SECONDS = 5 * (5 if sys.gettrace() else 1)
"""Coverage, which traces every line, makes five of one."""


def says_number(data: bytes) -> bool:
    """Whether the number is in what a recording says."""
    return any(NUMBER in field.text for field in metadata_of(data))


def frame(name: str, body: bytes, version: int) -> bytes:
    size = len(body)
    if version == 2:
        return name.encode() + size.to_bytes(3, "big") + body
    packed = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return name.encode() + (packed if version == 4 else size.to_bytes(4, "big")) + b"\0\0" + body


def id3(version: int, *frames: bytes) -> bytes:
    body = b"".join(frames)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version, 0, 0]) + size + body + specimens.mp3_sound()


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize(
    "name", ["TIT2", "TPE1", "TALB", "COMM", "USLT", "TXXX", "TPUB", "TIT3", "WXXX", "USER"]
)
@pytest.mark.parametrize(
    ("number", "encoding"), [(0, "latin-1"), (1, "utf-16"), (2, "utf-16-be"), (3, "utf-8")], ids=str
)
def test_every_text_frame_is_read(version: int, name: str, number: int, encoding: str) -> None:
    language = b"eng" if name in {"COMM", "USLT", "USER"} else b""
    body = bytes([number]) + language + f"{NUMBER}, bed 4".encode(encoding)
    assert says_number(id3(version, frame(name, body, version)))


@pytest.mark.parametrize("name", ["TT2", "TP1", "COM", "TXX"])
def test_tags_of_the_oldest_version_are_read(name: str) -> None:
    body = b"\0" + (b"eng" if name == "COM" else b"") + NUMBER.encode()
    assert says_number(id3(2, frame(name, body, 2)))


PLUS = b"TAG+1 for tea".ljust(33, b"\0") + b"Jo Bloggs".ljust(95, b"\0")


@pytest.mark.parametrize(
    "tag", [specimens.id3v1(), PLUS, specimens.enhanced() + specimens.id3v1(), specimens.lyrics()]
)
def test_tags_at_the_end_are_read(tag: bytes) -> None:
    read = str(list(metadata_of(specimens.mp3_sound() + tag)))
    assert "Jo Bloggs" in read or "Ward 7" in read


@pytest.mark.parametrize("header", [True, False])
def test_an_ape_tag_says_who(header: bool) -> None:
    fields = list(metadata_of(specimens.mp3_sound() + specimens.ape(header=header)))
    assert ("Artist", "Jo Bloggs", Tells.PERSON) in fields


def test_a_phone_s_recording_says_who_and_where() -> None:
    fields = list(metadata_of(specimens.m4a()))
    assert {"Jo Bloggs", "Ward 7, The Larches"} <= {field.text for field in fields}
    assert Tells.PLACE in {field.tells for field in fields}


FIELDS = {
    "ItemList": "Title Artist Album AlbumArtist Comment Description Composer Lyrics Keyword",
    "Keys": "Author Comment DisplayName Description Keywords Information LocationName Artist",
    "UserData": "Author Comment Description Title LocationInformation Performers Artist Information",
    "XMP": "Headline",
}


@pytest.mark.parametrize("group", FIELDS)
def test_what_exiftool_writes_into_m4a_is_read(group: str, tmp_path: Path, exiftool: ExifTool) -> None:
    path, names = tmp_path / "talk.m4a", FIELDS[group].split()
    path.write_bytes((CASES / "handler-name.m4a").read_bytes())
    exiftool.write(*(f"-{group}:{name}={name} {NUMBER}" for name in names), to=path)
    read = "\n".join(field.text for field in read_metadata(path))
    assert [name for name in names if f"{name} {NUMBER}" not in read] == []


@pytest.mark.parametrize("name", ["handler-name.m4a", "joined-60s.mp3", "vbr-no-xing-60s.mp3"])
def test_nothing_is_left_in_a_tidy_recording(name: str) -> None:
    before = list(metadata_of((CASES / name).read_bytes()))
    assert any("943 476 5919" in field.text for field in before)
    assert Tells.PLACE in {field.tells for field in before}
    after = strip_metadata((CASES / name).read_bytes()).data
    assert [field for field in metadata_of(after) if field.text] == []


@pytest.mark.parametrize("name", ["handler-name.m4a", "film.mp4"])
@pytest.mark.parametrize("group", ["ItemList", "Keys", "UserData", "Microsoft", "XMP"])
def test_exiftool_finds_nothing_of_what_it_wrote_once_a_recording_is_tidy(
    group: str, name: str, tmp_path: Path, exiftool: ExifTool
) -> None:
    path, tidy = tmp_path / name, tmp_path / f"tidy-{name}"
    path.write_bytes((CASES / name).read_bytes())
    (tmp_path / "cover.jpg").write_bytes(photos.phone_jpeg())
    words = f"-{group}:all={photos.PLANT}"
    exiftool.write(words, f"-ItemList:CoverArt<={tmp_path}/cover.jpg", "-XMP:GPSLatitude=51.5", to=path)
    assert str(exiftool.tags(path)).count(photos.PLANT) > 15
    tidy.write_bytes(strip_metadata(path.read_bytes(), path.suffix).data)
    (tags,) = exiftool.tags(tidy)
    assert photos.PLANT not in str(tags)
    assert not [tag for tag in tags if re.search("GPS|Cover|Artist|Author|Location", tag)]


def test_what_is_no_recording_says_nothing(tmp_path: Path) -> None:
    assert read_metadata(tmp_path / "missing.mp3") == ()
    assert list(metadata_of(b"Dear all")) == []


@pytest.mark.parametrize(
    "data", [specimens.m4a(), specimens.id3v2() + specimens.mp3_sound() + specimens.ape()]
)
def test_spoilt_tags_stop_nothing(data: bytes) -> None:
    spoilt, chance = bytearray(data), random.Random(1)
    for _ in range(60):
        for _ in range(20):
            spoilt[chance.randrange(12, len(spoilt))] = chance.randrange(256)
        list(metadata_of(bytes(spoilt)))


def test_tags_that_count_wrongly_stop_nothing() -> None:
    for size in (0, 7, 2**31 - 1):
        head = b"ID3\3\0\0\0\0\x0f\x7fTIT2" + struct.pack(">I", size) + b"\0\0"
        list(metadata_of(head + specimens.mp3_sound()))


SOUND = "Bed 4, 999 000 0018"
PNG_START = b"\x89PNG\r\n\x1a\n"
ENDS = {"latin-1": b"\0", "utf-8": b"\0", "utf-16": b"\0\0", "utf-16-be": b"\0\0"}


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("encoding", ENDS)
@pytest.mark.parametrize("name", ["APIC", "GEOB", "SYLT", "POPM", "UFID", "PRIV", "OWNE", "CHAP"])
def test_texts_among_numbers_are_read(name: str, encoding: str, version: int) -> None:
    number, text = bytes([list(ENDS).index(encoding)]), SOUND.encode(encoding)
    bodies = {
        "APIC": number + b"image/png\0\3" + text + ENDS[encoding] + PNG_START,
        "GEOB": number + b"text/plain\0" + text + ENDS[encoding] + PNG_START,
        "SYLT": number + b"eng\2\1" + ENDS[encoding] + text + ENDS[encoding] + bytes(4),
        "OWNE": number + b"GBP1\0" + b"20260101" + text,
        "CHAP": b"one\0" + bytes(16) + frame("TIT2", number + text, version),
    }
    assert says_number(id3(version, frame(name, bodies.get(name, text), version)))


@pytest.mark.parametrize(
    ("version", "flags", "body"),
    [
        (3, 0x80, struct.pack(">I", 20) + zlib.compress(b"\0" + SOUND.encode())),
        (4, 0x09, bytes([0, 0, 0, 20]) + zlib.compress(b"\0" + SOUND.encode())),
        (4, 0x01, bytes([0, 0, 0, 20, 0]) + SOUND.encode()),
        (3, 0x20, b"\1\0" + SOUND.encode()),
        (4, 0x02, ("\ufeff" + SOUND).encode("utf-16-le").replace(b"\xff", b"\xff\0").join((b"\1", b""))),
        (3, 0x00, b"\x09" + SOUND.encode()),
    ],
    ids=["packed", "packed in 4", "sized", "grouped", "escaped", "in no known encoding"],
)
def test_a_frame_is_read_whatever_its_flags_say(version: int, flags: int, body: bytes) -> None:
    whole = bytearray(frame("TIT2", body, version))
    whole[9] = flags
    assert says_number(id3(version, bytes(whole)))


@pytest.mark.parametrize(
    ("kind", "encoding"), [(1, "utf-8"), (2, "utf-16-be"), (2, "utf-16"), (5, "utf-16-be")]
)
def test_what_programs_write_into_m4a_is_read_in_every_encoding(kind: int, encoding: str) -> None:
    data = box(b"data", struct.pack(">II", kind, 0), f"Tŷ {NUMBER}".encode(encoding))
    own = box(b"----", box(b"mean", bytes(4), b"com.example"), box(b"name", bytes(4), b"NOTES"), data)
    for item in (box(b"\xa9nam", data), own):
        handler = box(b"hdlr", bytes(8), b"mdirappl", bytes(9))
        meta = box(b"meta", bytes(4), handler, box(b"ilst", item))
        assert says_number(specimens.m4a() + box(b"moov", box(b"udta", meta)))
    titled = box(b"titl", bytes(4), b"\x15\xc7", f"Tŷ {NUMBER}".encode("utf-16"))
    assert says_number(specimens.m4a() + box(b"moov", box(b"udta", titled)))


def packed(body: bytes) -> bytes:
    """A frame of version 2.4 whose flags say that it is packed."""
    text = frame("TXXX", bytes(4) + zlib.compress(body, 9), 4)
    return text[:8] + b"\0\x09" + text[10:]


def nested(size: int, depth: int) -> bytes:
    """Boxes within each other, each with a byte too many."""
    body = random.Random(1).randbytes(1_000) * (size // 1_000)
    for _ in range(depth):
        body = box(b"moov", body + b"x")
    return box(b"ftyp", b"M4A \0\0\0\0") + body


BUILT_TO_WASTE_TIME = {
    "packed frames": lambda: id3(4, *[packed(b"\0" + b"Ward " * 400_000)] * 2_000),
    "tags within tags": lambda: b"ID3\4\0\0\0\0\0\0" * 400_000,
    "tags at the end": lambda: specimens.mp3_sound() + b"000000LYRICS200" * 800_000,
    "boxes that don't fit": lambda: nested(10_000_000, 12),
    "numbers": lambda: nested(20_000_000, 1),
}


@pytest.mark.parametrize("name", BUILT_TO_WASTE_TIME)
def test_what_is_built_to_waste_time_is_given_up_on(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(BUILT_TO_WASTE_TIME[name]())
    began = time.process_time()
    read_metadata(tmp_path / "a")
    assert time.process_time() - began < SECONDS
