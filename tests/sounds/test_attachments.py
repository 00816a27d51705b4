"""Sounds and captions that a story names."""

from pathlib import Path

import pytest

from goodnews.sounds import read_attachments
from goodnews.story import Story, read_story

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"


def story(tmp_path: Path, more: str) -> Story:
    folder = tmp_path / "content" / "stories" / "2026" / "a"
    folder.mkdir(parents=True, exist_ok=True)
    text = f"---\ntitle: A\nsummary: One.\ndate: 2026-11-20\ncategory: People\n{more}\n---\nHello."
    (folder / "story.md").write_text(text, encoding="utf-8")
    read = read_story(str(folder), tmp_path)
    assert isinstance(read, Story), read
    return read


VIDEO = "video: {url: https://video.example/w/a, title: A, captions: a.vtt}"
LIVE = (
    "live: {starts: 2026-11-20 12:00, ends: 2026-11-20 13:00, watch: https://live.example/, captions: a.vtt}"
)
AUDIO = "audio: {file: a.mp3, title: A, transcript: Hello.}"


@pytest.mark.parametrize("more", [VIDEO, LIVE])
def test_captions_are_published_under_a_name_from_their_content(tmp_path: Path, more: str) -> None:
    told = story(tmp_path, more)
    (told.folder / "a.vtt").write_text(CAPTIONS, encoding="utf-8")
    found, problems = read_attachments(told)
    assert problems == ()
    assert found["a.vtt"].type == "text/vtt"
    assert found["a.vtt"].address.startswith("files/")
    assert found["a.vtt"].data() == CAPTIONS.encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "is not in the story's folder"),
        (b"1\n00:00", "does not start with WEBVTT"),
        (b"W" * 600_000, "is not a caption file"),
    ],
)
def test_captions_that_cannot_be_used_are_told(tmp_path: Path, data: bytes | None, said: str) -> None:
    told = story(tmp_path, VIDEO)
    if data is not None:
        (told.folder / "a.vtt").write_bytes(data)
    found, (problem,) = read_attachments(told)
    assert found == {}
    assert said in problem.what
    assert problem.line == 6


def test_captions_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    told = story(tmp_path, VIDEO)
    secret = tmp_path / "secret.vtt"
    secret.write_text(CAPTIONS, encoding="utf-8")
    (told.folder / "a.vtt").symlink_to(secret)
    assert read_attachments(told)[0] == {}


def test_a_missing_sound_is_told(tmp_path: Path) -> None:
    found, (problem,) = read_attachments(story(tmp_path, AUDIO))
    assert found == {}
    assert problem.code == "audio-file"


def test_a_story_without_either_has_none(tmp_path: Path) -> None:
    assert read_attachments(story(tmp_path, "tags: [a]")) == ({}, ())
