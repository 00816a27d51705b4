"""A recording as a story hands it in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.audio import inspect_audio, read_audio, strip_metadata
from goodnews.problems import ContentError
from tests.audio.specimens import SECRETS, id3v1, id3v2, m4a, mp3_sound

STORY = "content/stories/2026/four/story.md"


def test_an_mp3_is_named_by_its_sound_and_not_by_its_tags(tmp_path: Path) -> None:
    tagged, bare = tmp_path / "a.mp3", tmp_path / "b.MP3"
    tagged.write_bytes(id3v2() + mp3_sound() + id3v1())
    bare.write_bytes(mp3_sound())
    one, other = (read_audio(path, STORY, 9) for path in (tagged, bare))
    assert one.name == other.name
    assert one.name.endswith(".mp3")
    assert (one.type, one.size, one.seconds) == ("audio/mpeg", len(mp3_sound()), 3)


def test_a_phones_recording_keeps_its_length(tmp_path: Path) -> None:
    path = tmp_path / "night.m4a"
    path.write_bytes(m4a())
    sound = read_audio(path, STORY, 9)
    assert sound.name.endswith(".m4a")
    assert (sound.type, sound.size, sound.seconds) == ("audio/mp4", len(m4a()), 3)


@pytest.mark.parametrize("data", [id3v2() + mp3_sound() + id3v1(), m4a()])
def test_nothing_a_phone_wrote_is_published(data: bytes) -> None:
    assert not [secret for secret in SECRETS if secret in strip_metadata(data)]


def as_link(path: Path) -> None:
    target = path.with_name("elsewhere")
    target.write_bytes(mp3_sound())
    path.symlink_to(target)


REFUSALS: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "missing": ("night.mp3", lambda path: None, "is not in the story's folder"),
    "another kind": ("night.wav", lambda path: path.write_bytes(b"RIFF"), "every player takes"),
    "no sound inside": ("night.mp3", lambda path: path.write_bytes(b"<html>"), "can't be read as sound"),
    "a film renamed": ("night.m4a", lambda path: path.write_bytes(m4a(handler=b"vide")), "can't be read"),
    "empty": ("night.mp3", lambda path: path.write_bytes(b""), "can't be read as sound"),
    "misnamed": ("night.mp3", lambda path: path.write_bytes(m4a()), "is really M4A inside"),
    "a link to elsewhere": ("night.mp3", as_link, "is not a plain file"),
    "a folder": ("night.mp3", lambda path: path.mkdir(), "is not a plain file"),
}


@pytest.mark.parametrize(("name", "make", "what"), REFUSALS.values(), ids=REFUSALS)
def test_what_can_not_be_published_is_one_plain_problem(
    tmp_path: Path, name: str, make: Callable[[Path], object], what: str
) -> None:
    path = tmp_path / name
    make(path)
    (problem,) = inspect_audio(path, STORY, 9)
    assert what in problem.what
    assert (problem.file, problem.line) == (STORY, 9)
    with pytest.raises(ContentError) as refused:
        read_audio(path, STORY, 9)
    assert refused.value.problems == (problem,)


def test_one_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "night.mp3"
    with path.open("wb") as file:
        file.truncate(40_000_001)
    (problem,) = inspect_audio(path, STORY, 9)
    assert "is too large (40 MB)" in problem.what


def test_one_that_can_be_published_has_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "night.mp3"
    path.write_bytes(mp3_sound())
    assert inspect_audio(path, STORY, 9) == ()
