"""Recordings and captions that a story names: opened, and published under a name from their content."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.audio import read_attachments
from goodnews.problems import Problem
from goodnews.story import Story, read_story
from tests.audio.specimens import id3v1, id3v2, m4a, mp3_sound

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"
VIDEO = "video: {url: https://video.example/w/a, title: A, captions: a.vtt}"
LIVE = (
    "live: {starts: 2026-11-20 12:00, ends: 2026-11-20 13:00, watch: https://live.example/, "
    "recording: https://video.example/w/a, captions: a.vtt}"
)
AUDIO = "audio: {file: %s, title: A, transcript: Hello.}"


def make_story(tmp_path: Path, more: str) -> Story:
    folder = tmp_path / "content" / "stories" / "2026" / "a"
    folder.mkdir(parents=True, exist_ok=True)
    text = f"---\ntitle: A\nsummary: One.\ndate: 2026-11-20\ncategory: People\n{more}\n---\nHello."
    (folder / "story.md").write_text(text, encoding="utf-8")
    story = read_story(str(folder), tmp_path)
    assert isinstance(story, Story), story
    return story


Contents = bytes | Callable[[Path], object]
"""What is in a file, or what makes it."""


def nothing(_path: Path) -> None:
    pass


def problem_with(tmp_path: Path, more: str, name: str, contents: Contents) -> Problem:
    """The one problem of a story that names a file."""
    story = make_story(tmp_path, more)
    path = story.folder / name
    path.write_bytes(contents) if isinstance(contents, bytes) else contents(path)
    attachments, (problem,) = read_attachments(story)
    assert attachments == {}
    assert (problem.file, problem.line, problem.code) == (story.file, 6, "recording-file")
    assert problem.message.startswith(f"“{name}” ")
    return problem


def test_an_mp3_is_named_by_its_sound_and_not_by_its_tags(tmp_path: Path) -> None:
    story = make_story(tmp_path, AUDIO % "a.MP3")
    names = set()
    for data in (id3v2() + mp3_sound() + id3v1(), mp3_sound()):
        (story.folder / "a.MP3").write_bytes(data)
        attachments, problems = read_attachments(story)
        assert not problems
        recording = attachments["a.MP3"]
        assert (recording.type, recording.size, recording.seconds) == ("audio/mpeg", len(mp3_sound()), 3)
        assert recording.data() == mp3_sound()
        names.add(recording.name)
    assert len(names) == 1


def test_a_phones_recording_keeps_its_length(tmp_path: Path) -> None:
    story = make_story(tmp_path, AUDIO % "night.m4a")
    (story.folder / "night.m4a").write_bytes(m4a())
    recording = read_attachments(story)[0]["night.m4a"]
    assert recording.name.endswith(".m4a")
    assert (recording.type, recording.size, recording.seconds) == ("audio/mp4", len(m4a()), 3)


def as_link(path: Path) -> None:
    target = path.with_name("elsewhere")
    target.write_bytes(mp3_sound())
    path.symlink_to(target)


def too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(40_600_000)


REFUSALS: dict[str, tuple[str, Contents, str]] = {
    "missing": ("night.mp3", nothing, "is not in the story's folder."),
    "there in capital letters": (
        "night.mp3",
        lambda path: path.with_name("Night.MP3").write_bytes(mp3_sound()),
        "is not in the story's folder.",
    ),
    "another kind": ("night.wav", b"RIFF", "every player takes."),
    "no sound inside": ("night.mp3", b"<html>", "can't be read as sound."),
    "a film renamed": ("night.m4a", m4a(handler=b"vide"), "is a film"),
    "empty": ("night.mp3", b"", "can't be read as sound."),
    "misnamed": ("night.mp3", m4a(), "is really M4A inside."),
    "a link to elsewhere": ("night.mp3", as_link, "is not a plain file."),
    "a folder": ("night.mp3", Path.mkdir, "is not a plain file."),
    "too large": ("night.mp3", too_large, "is too large (41 MB)."),
}


@pytest.mark.parametrize(("name", "contents", "what"), REFUSALS.values(), ids=REFUSALS)
def test_a_recording_that_can_not_be_published_is_one_plain_problem(
    tmp_path: Path, name: str, contents: Contents, what: str
) -> None:
    assert what in problem_with(tmp_path, AUDIO % name, name, contents).message


@pytest.mark.parametrize("more", [VIDEO, LIVE])
def test_captions_are_published_under_a_name_from_their_content(tmp_path: Path, more: str) -> None:
    story = make_story(tmp_path, more)
    (story.folder / "a.vtt").write_text(CAPTIONS, encoding="utf-8")
    attachments, problems = read_attachments(story)
    assert problems == ()
    assert attachments["a.vtt"].type == "text/vtt"
    assert attachments["a.vtt"].address.startswith("files/")
    assert attachments["a.vtt"].data() == CAPTIONS.encode()


NO_CAPTIONS: dict[str, tuple[Contents, str]] = {
    "missing": (nothing, "is not in the story's folder."),
    "another format": (b"1\n00:00", "does not start with WEBVTT."),
    "another word": (b"WEBVTTX\n\n00:01.000 --> 00:02.000\n", "start with WEBVTT."),
    "another format's times": (
        b"WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nHello\n",
        "players show none of it.",
    ),
    "no times": (b"WEBVTT\n\nHello\n", "players show none of it."),
    "too large": (b"W" * 600_000, "is too large (1 MB)."),
    "as an old Windows writes": (b"WEBVTT\r\r00:01.000 --> 00:02.000\r\xa35", "is not in UTF-8."),
    "a link to elsewhere": (as_link, "is not a plain file."),
}


def test_captions_of_something_live_wait_for_its_recording(tmp_path: Path) -> None:
    story = make_story(tmp_path, LIVE.replace("recording: https://video.example/w/a, ", ""))
    (story.folder / "a.vtt").write_text(CAPTIONS)
    assert read_attachments(story) == ({}, ())


@pytest.mark.parametrize(("contents", "what"), NO_CAPTIONS.values(), ids=NO_CAPTIONS)
def test_captions_that_can_not_be_published_are_one_plain_problem(
    tmp_path: Path, contents: Contents, what: str
) -> None:
    assert what in problem_with(tmp_path, VIDEO, "a.vtt", contents).message


def test_a_story_without_either_has_none(tmp_path: Path) -> None:
    assert read_attachments(make_story(tmp_path, "tags: [a]")) == ({}, ())


FILM = Path(__file__).parent / "cases" / "film.mp4"
OWN_VIDEO = "video: {file: %s, title: A, captions: yes}"


def test_a_film_is_published_without_what_a_phone_wrote_into_it(tmp_path: Path) -> None:
    story = make_story(tmp_path, OWN_VIDEO % "garden.MP4")
    (story.folder / "garden.MP4").write_bytes(FILM.read_bytes())
    attachments, problems = read_attachments(story)
    assert not problems
    film = attachments["garden.MP4"]
    assert (film.type, film.seconds, film.name[12:]) == ("video/mp4", 2, ".mp4")
    assert b"Jo Bloggs" not in film.data()


@pytest.mark.parametrize(
    ("name", "contents", "what"),
    [
        ("a.mov", FILM.read_bytes(), "is not a kind of film"),
        ("a.mp4", mp3_sound(), "can't be read as a film."),
        ("a.mp4", FILM.read_bytes()[:-300], "is damaged"),
        ("a.mp4", too_large, "is too large (41 MB)."),
        ("a.mp4", nothing, "is not in the story's folder."),
    ],
)
def test_a_film_that_can_not_be_published_is_one_plain_problem(
    tmp_path: Path, name: str, contents: Contents, what: str
) -> None:
    assert what in problem_with(tmp_path, OWN_VIDEO % name, name, contents).message
