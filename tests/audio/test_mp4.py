"""MPEG-4 sound: what is not sound is blanked out, and nothing moves."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.audio.mp4 import is_mp4, strip_metadata
from tests.audio.specimens import SECRETS, box, m4a


@pytest.mark.parametrize("wide", [False, True])
def test_no_name_place_or_date_is_left_and_nothing_moves(wide: bool) -> None:
    data = m4a(wide=wide)
    assert all(secret in data for secret in SECRETS)
    bare = strip_metadata(data)
    assert not [secret for secret in SECRETS if secret in bare]
    assert struct.pack(">I", 3_874_000_000) not in bare
    assert len(bare) == len(data)
    assert bare.index(b"the sound itself") == data.index(b"the sound itself")
    assert b"the sound itself" * 50 in bare


def test_doing_it_twice_changes_nothing_more() -> None:
    assert strip_metadata(strip_metadata(m4a())) == strip_metadata(m4a())


def test_a_box_up_to_the_end_of_the_file_is_understood() -> None:
    data = m4a() + struct.pack(">I4s", 0, b"meta") + SECRETS[0]
    assert SECRETS[0] not in strip_metadata(data)


REFUSED = {
    "a film renamed": m4a(handler=b"vide"),
    "timed places beside the sound": m4a(handler=b"meta"),
    "fragments": m4a(more=box(b"moof", bytes(8))),
    "a box longer than the file": m4a() + struct.pack(">I4s", 999, b"free"),
    "a date cut off": m4a() + box(b"moov", box(b"mvhd")),
    "a box cut off": m4a() + b"\0\0",
    "a box smaller than its own head": m4a() + struct.pack(">I4s", 4, b"free"),
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_not_plain_sound_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        strip_metadata(data)


@given(st.binary(max_size=200))
def test_no_file_breaks_it_otherwise(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert len(strip_metadata(data)) == len(data)


def test_it_is_known_by_its_first_box() -> None:
    assert is_mp4(m4a())
    assert not is_mp4(b"ID3")
