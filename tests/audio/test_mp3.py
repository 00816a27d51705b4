"""MP3: the sound stays to the last byte, everything around it goes."""

import contextlib
import struct
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.audio.mp3 import is_mp3, strip_metadata
from goodnews.audio.sound import AttachmentError
from tests.audio.specimens import SECRETS, ape, enhanced, id3v1, id3v2, info, lyrics, mp3_sound

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
    "words between tag and sound": (id3v2() + SECRETS[0], b""),
    "words after the sound": (b"", SECRETS[0]),
    "a picture after the sound": (b"", b"\xff\xd8\xff\xe0" + SECRETS[4]),
    "all of them": (id3v2() + bytes(99), lyrics() + ape() + enhanced() + id3v1()),
}


@pytest.mark.parametrize(("head", "tail"), TAGGED.values(), ids=TAGGED)
def test_only_the_sound_is_left(head: bytes, tail: bytes) -> None:
    data = head + mp3_sound() + tail
    assert is_mp3(data)
    assert strip_metadata(data).data == mp3_sound()


LENGTHS = {
    "vbr-no-xing-60s.mp3": 30,  # whatever its name says
    "joined-60s.mp3": 60,  # its header counts the first half
}


@pytest.mark.parametrize(("name", "seconds"), LENGTHS.items(), ids=LENGTHS)
def test_it_is_as_long_as_its_frames_whatever_a_header_says(name: str, seconds: int) -> None:
    data = (Path(__file__).parent / "cases" / name).read_bytes()
    assert round(strip_metadata(data).seconds) == seconds


def test_a_recording_that_is_not_all_there_is_noticed() -> None:
    for data in ((Path(__file__).parent / "cases/cut-off-30s.mp3").read_bytes(), info(300) + mp3_sound(100)):
        with pytest.raises(AttachmentError, match="not all there"):
            strip_metadata(data)


def test_a_header_stays_where_it_is_right_and_is_put_right_where_recordings_were_joined() -> None:
    whole = info(100) + mp3_sound(100)
    assert strip_metadata(whole).data == whole
    joined = id3v2() + whole + id3v2() + whole + id3v1()
    data = strip_metadata(joined).data
    assert data[-len(mp3_sound(200)) :] == mp3_sound(200)
    assert data[36:52] == b"Xing" + struct.pack(">III", 7, 200, len(data))
    assert strip_metadata(data).data == data
    assert strip_metadata(joined).seconds == pytest.approx(200 * 1152 / 44_100)


@pytest.mark.parametrize("tag", [id3v2(), id3v1(), ape(), ape(header=False), lyrics()], ids=range(5))
def test_any_number_of_tags_takes_a_time_in_proportion(tag: bytes) -> None:
    begun = time.process_time()
    many = tag * (2_000_000 // len(tag))
    data = many + mp3_sound() if tag.startswith(b"ID3") else mp3_sound() + many
    assert strip_metadata(data).data == mp3_sound()
    assert time.process_time() - begun < 2


def test_an_empty_tag_at_the_end_stops_nothing() -> None:
    empty = b"APETAGEX" + bytes(24)
    assert strip_metadata(mp3_sound() + empty).data == mp3_sound()


def test_words_between_the_frames_go_too() -> None:
    assert strip_metadata(mp3_sound(50) + SECRETS[1] + mp3_sound(50)).data == mp3_sound(100)


def test_a_last_frame_that_is_cut_off_goes() -> None:
    assert strip_metadata(mp3_sound(9)[:-100]).data == mp3_sound(8)


FRAMES = {
    "MPEG-1, 128 kbit/s": (b"\xff\xfb\x90\x64", 417),
    "MPEG-1, padded": (b"\xff\xfb\x92\x64", 418),
    "MPEG-1, 320 kbit/s, 48 kHz": (b"\xff\xfb\xe4\x64", 960),
    "MPEG-2, 64 kbit/s, 24 kHz": (b"\xff\xf3\x84\x64", 192),
    "MPEG-2.5, 8 kbit/s, 8 kHz": (b"\xff\xe3\x18\x64", 72),
}


@pytest.mark.parametrize(("header", "size"), FRAMES.values(), ids=FRAMES)
def test_frames_of_every_kind_are_kept_whole(header: bytes, size: int) -> None:
    sound = header.ljust(size, b"\0") * 5
    assert strip_metadata(id3v2() + sound + SECRETS[2]).data == sound


@pytest.mark.parametrize("data", [b"", b"ID3", mp3_sound(1)[:300], mp3_sound(3) + b"\xff\xfb" * 20_000])
def test_what_is_no_sound_or_hardly_any_is_refused(data: bytes) -> None:
    with pytest.raises(AttachmentError, match="sound in it"):
        strip_metadata(data)


@given(st.lists(st.sampled_from([mp3_sound(3), SECRETS[0], b"\xff", id3v1()]), max_size=8).map(b"".join))
def test_doing_it_twice_changes_nothing_more(data: bytes) -> None:
    with contextlib.suppress(AttachmentError):
        once = strip_metadata(data).data
        assert strip_metadata(once).data == once
        assert SECRETS[0] not in once


@pytest.mark.parametrize("data", [b"", b"ID2", b"RIFF....WAVE", b"\xff\xd8\xff\xe0 JFIF", b"OggS", b"\xff"])
def test_other_files_are_not_taken_for_it(data: bytes) -> None:
    assert not is_mp3(data)
