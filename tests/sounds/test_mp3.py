"""MP3: the sound stays to the last byte, everything around it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.sounds.mp3 import is_mp3, without_tags
from tests.sounds.specimens import ape, enhanced, id3v1, id3v2, lyrics, mp3_sound

TAGGED = {
    "no tag": (b"", b""),
    "a tag at the start": (id3v2(), b""),
    "a tag with a footer": (id3v2(footer=True), b""),
    "two tags at the start": (id3v2() + id3v2(), b""),
    "a tag at the end": (b"", id3v1()),
    "its enhanced form": (b"", enhanced() + id3v1()),
    "an APE tag": (b"", ape()),
    "an APE tag without a header": (b"", ape(header=False)),
    "lyrics": (b"", lyrics()),
    "all of them": (id3v2() + bytes(99), lyrics() + ape() + enhanced() + id3v1()),
}


@pytest.mark.parametrize(("head", "tail"), TAGGED.values(), ids=TAGGED)
def test_only_the_sound_is_left(head: bytes, tail: bytes) -> None:
    data = head + mp3_sound() + tail
    assert is_mp3(data)
    assert without_tags(data) == mp3_sound()


@given(st.binary(max_size=400))
def test_doing_it_twice_changes_nothing_more(data: bytes) -> None:
    once = without_tags(data)
    assert without_tags(once) == once


@pytest.mark.parametrize("data", [b"", b"ID3", b"RIFF....WAVE", b"\xff\xd8\xff\xe0 JFIF", b"OggS", b"\xff"])
def test_other_files_are_not_taken_for_it(data: bytes) -> None:
    assert not is_mp3(data)
