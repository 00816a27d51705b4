"""M4A: nothing stays but the boxes that play it, and nothing moves."""

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.audio.m4a import is_m4a, strip_metadata
from goodnews.audio.sound import AttachmentError
from tests.audio.specimens import SECRETS, SOUND, box, m4a

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("wide", [False, True])
def test_no_name_place_or_date_is_left_and_nothing_moves(wide: bool) -> None:
    data = m4a(wide=wide, more=box(b"mdat", SECRETS[1]), extra=box(b"sgpd", SECRETS[0]))
    assert all(secret in data for secret in SECRETS)
    sound = strip_metadata(data)
    assert not [secret for secret in (*SECRETS, b"Dori") if secret in sound.data]
    assert struct.pack(">I", 3_874_000_000) not in sound.data
    assert len(sound.data) == len(data)
    assert sound.data.index(SOUND) == data.index(SOUND)
    assert sound.seconds == 3


def test_doing_it_twice_changes_nothing_more() -> None:
    once = strip_metadata(m4a()).data
    assert strip_metadata(once).data == once


def test_a_box_up_to_the_end_of_the_file_is_understood() -> None:
    data = m4a() + struct.pack(">I4s", 0, b"meta") + SECRETS[0]
    assert SECRETS[0] not in strip_metadata(data).data


def with_change(old: bytes, new: bytes) -> bytes:
    data = m4a()
    assert data.count(old) == 1
    return data.replace(old, new)


DAMAGED = "is damaged or not all there"
FRAGMENTS = "is in fragments"
FILM = "is a film"
REFUSED = {
    "a film renamed": (m4a(handler=b"vide"), FILM),
    "timed places beside the sound": (m4a(handler=b"meta"), FILM),
    "two tracks": (with_change(b"free", b"free") + box(b"moov", box(b"mvhd", bytes(100))), FILM),
    "fragments": (m4a(more=box(b"moof", bytes(8))), FRAGMENTS),
    "Apple Lossless": (m4a(codec=b"alac"), "is in Apple Lossless (ALAC) inside"),
    "Dolby Digital": (m4a(codec=b"ac-3"), "is in Dolby Digital (AC-3) inside"),
    "a form of sound nobody knows": (m4a(codec=b"zzzz"), "is in a form of sound inside"),
    "Dolby under another name": (with_change(b"\x40\x15", b"\xa5\x15"), "is not in AAC inside"),
    "bought and locked": (m4a(codec=b"drms"), "is locked against copying"),
    "sound elsewhere": (with_change(b"url \0\0\0\1", b"url \0\0\0\0"), "has its sound in another file"),
    "no track": ((CASES / "nosound.m4a").read_bytes(), "has no sound in it"),
    "boxes in boxes": ((CASES / "nested-moov.m4a").read_bytes(), "has no sound in it"),
    "100,000 boxes in boxes": (
        box(b"ftyp", b"M4A ", bytes(4))
        + b"".join(struct.pack(">I4s", 8 * left, b"moov") for left in range(100_000, 0, -1)),
        "has no sound in it",
    ),
    "cut off": (m4a()[:-400], DAMAGED),
    "a box longer than the file": (m4a() + struct.pack(">I4s", 999, b"free"), DAMAGED),
    "a date cut off": (box(b"ftyp", b"M4A ", bytes(4)) + box(b"moov", box(b"mvhd")), DAMAGED),
    "a box cut off": (m4a() + b"\0\0", DAMAGED),
    "a box smaller than its own head": (m4a() + struct.pack(">I4s", 4, b"free"), DAMAGED),
    "a table longer than its box": (
        with_change(struct.pack(">4I", 0, 1, 60, 2205), struct.pack(">4I", 0, 9, 60, 2205)),
        DAMAGED,
    ),
    "frames that last an hour": (
        with_change(struct.pack(">II", 60, 2205), struct.pack(">II", 60, 2**31)),
        DAMAGED,
    ),
    "more times than frames": (
        with_change(struct.pack(">II", 60, 2205), struct.pack(">II", 61, 2205)),
        DAMAGED,
    ),
}


@pytest.mark.parametrize(("data", "what"), REFUSED.values(), ids=REFUSED)
def test_each_fault_is_one_sentence(data: bytes, what: str) -> None:
    with pytest.raises(AttachmentError) as refused:
        strip_metadata(data)
    assert refused.value.message.startswith(what)
    assert refused.value.message.endswith(".")
    assert refused.value.hint.endswith(".")


@given(st.integers(0, len(m4a()) - 1), st.binary(min_size=1, max_size=8))
def test_no_file_breaks_it_otherwise(at: int, other: bytes) -> None:
    data = m4a()[:at] + other + m4a()[at + len(other) :]
    with contextlib.suppress(AttachmentError):
        assert len(strip_metadata(data).data) == len(data)


def test_it_is_known_by_its_first_box() -> None:
    assert is_m4a(m4a())
    assert not is_m4a(b"ID3")
