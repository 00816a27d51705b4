"""MP4: what plays a film stays where it was, and nothing else of it is published."""

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.audio.mp4 import strip_metadata
from goodnews.audio.sound import AttachmentError
from goodnews.publish.inspect.files import film_metadata_in
from tests.audio.specimens import box, m4a

FILM = (Path(__file__).parent / "cases" / "film.mp4").read_bytes()
"""Two seconds of a test picture, with a name, a place, a day, subtitles, and words within the picture."""
SECRETS = (b"Jo Bloggs", b"Ward 7", b"+51.5072", b"x264", b"speaks")
DAMAGED = "is damaged or not all there"


def changed(old: bytes, new: bytes) -> bytes:
    assert old in FILM
    return FILM.replace(old, new)


def test_no_name_place_date_or_words_are_left_and_nothing_moves() -> None:
    assert all(secret in FILM for secret in SECRETS)
    film = strip_metadata(FILM)
    assert not [secret for secret in SECRETS if secret in film.data]
    assert (len(film.data), film.seconds, film.ending) == (len(FILM), 2.0, ".mp4")
    assert strip_metadata(film.data) == film
    assert film_metadata_in(FILM)
    assert film_metadata_in(film.data) == ()


def test_what_a_camera_writes_between_the_pictures_is_filled_and_the_rest_is_not() -> None:
    start = FILM.index(b"x264 - core")
    unit = FILM.rindex(b"\x06\x05", 0, start)
    film = strip_metadata(FILM).data
    assert film[unit] == 12, "a unit of filling"
    end = unit + int.from_bytes(FILM[unit - 4 : unit], "big")
    assert set(film[unit + 1 : end - 1]) == {0xFF}
    picture = end + 4
    assert film[picture : picture + 200] == FILM[picture : picture + 200]


REFUSED = {
    "HEVC": (changed(b"avc1\0\0\0\0", b"hvc1\0\0\0\0"), "is in HEVC (H.265) inside"),
    "a form nobody knows": (changed(b"avc1\0\0\0\0", b"zzzz\0\0\0\0"), "is in a form of film inside"),
    "bought and locked": (changed(b"avc1\0\0\0\0", b"encv\0\0\0\0"), "is locked against copying"),
    "Dolby sound": (changed(b"mp4a\0\0\0\0", b"ac-3\0\0\0\0"), "is in Dolby Digital (AC-3) inside"),
    "sound alone": (m4a(), "has no film in it"),
    "two films": (changed(b"soun", b"vide"), "has more than one film or sound in it"),
    "fragments": (FILM + box(b"moof", bytes(8)), "is in fragments"),
    "cut off": (FILM[:-300], DAMAGED),
    "cut off in its pictures": (FILM[:3000], DAMAGED),
    "a box longer than the file": (FILM + struct.pack(">I4s", 999, b"free"), DAMAGED),
    "no description of its picture": (changed(b"avcC", b"zzzz"), DAMAGED),
    "a unit that ends nowhere": (FILM[:48] + b"\x7f\xff\xff\xff" + FILM[52:], DAMAGED),
}


@pytest.mark.parametrize(("data", "what"), REFUSED.values(), ids=REFUSED)
def test_each_fault_is_one_sentence_that_speaks_of_a_film(data: bytes, what: str) -> None:
    with pytest.raises(AttachmentError) as refused:
        strip_metadata(data)
    assert refused.value.message.startswith(what)
    assert refused.value.message.endswith(".")
    assert "film" in refused.value.hint


@given(st.integers(0, len(FILM) - 1), st.binary(min_size=1, max_size=8))
def test_no_file_breaks_it_otherwise(at: int, other: bytes) -> None:
    data = FILM[:at] + other + FILM[at + len(other) :]
    with contextlib.suppress(AttachmentError):
        film = strip_metadata(data)
        assert len(film.data) == len(data)
        assert film_metadata_in(film.data) == ()
