"""Originals beside a story: written anew in place, never lost."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews import originals
from goodnews.originals import OriginalError, is_original, tidy_file, tidy_folder
from tests.audio import specimens as sounds
from tests.photos import specimens

STORY = """---\r
title: "A night"   # two spaces stay
photos:
  - file: handover.heic
    alt: "handover.heic is no name here"
  - {alt: A clock, file: 'clock.jpg'}
audio:
  file: talk.mp3
---
![](handover.heic) and ![A clock](<clock.jpg> "title")\r

<img src="handover.heic">

[door]: handover.heic
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "story.md": STORY.encode(),
        "handover.heic": specimens.phone_heic(),
        "clock.jpg": specimens.phone_jpeg(),
        "talk.mp3": sounds.id3v2() + sounds.mp3_sound() + sounds.id3v1(),
        "captions.vtt": b"WEBVTT\n",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_photos_and_recordings_are_written_anew_and_the_rest_is_left(folder: Path) -> None:
    result = tidy_folder(folder)
    assert [(change.old, change.new) for change in result.tidied] == [
        ("clock.jpg", "clock.jpg"),
        ("handover.heic", "handover.jpg"),
        ("talk.mp3", "talk.mp3"),
    ]
    assert all(change.after <= change.before for change in result.tidied)
    assert sorted(path.name for path in folder.iterdir()) == [
        "captions.vtt",
        "clock.jpg",
        "handover.jpg",
        "story.md",
        "talk.mp3",
    ]
    assert not any(specimens.planted(path.read_bytes()) for path in folder.iterdir())
    assert not any(secret in (folder / "talk.mp3").read_bytes() for secret in sounds.SECRETS)


def test_the_story_names_the_new_file_and_is_otherwise_the_same_to_the_byte(folder: Path) -> None:
    tidy_folder(folder)
    expected = STORY.replace("file: handover.heic", "file: handover.jpg").replace(
        "](handover.heic", "](handover.jpg"
    )
    expected = expected.replace('src="handover.heic', 'src="handover.jpg').replace(
        "]: handover.heic", "]: handover.jpg"
    )
    assert (folder / "story.md").read_bytes() == expected.encode()


def test_the_second_time_changes_nothing(folder: Path) -> None:
    tidy_folder(folder)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert tidy_folder(folder) == ((), ())
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_another_photo_of_the_new_name_is_left_alone(folder: Path) -> None:
    (folder / "handover.jpg").write_bytes(specimens.phone_jpeg(specimens.scene(64, 64)))
    tidy_folder(folder)
    assert "file: handover-2.jpg" in (folder / "story.md").read_text(encoding="utf-8")
    assert {"handover.jpg", "handover-2.jpg"} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("calls", range(4))
def test_what_is_interrupted_goes_on(calls: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = originals.write_atomically

    def full(path: Path, data: bytes) -> bool:
        nonlocal calls
        calls -= 1
        if calls < 0:
            raise OSError("the disk is full")
        return written(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(originals, "write_atomically", full)
        with pytest.raises(OSError, match="full"):
            tidy_folder(folder)
    assert {"clock.jpg", "talk.mp3"} <= {path.name for path in folder.iterdir()}
    tidy_folder(folder)
    test_the_second_time_changes_nothing(folder)
    assert "file: handover.jpg" in (folder / "story.md").read_text(encoding="utf-8")
    assert "handover-2.jpg" not in {path.name for path in folder.iterdir()}


def test_one_that_is_broken_is_named_and_holds_up_no_other(folder: Path) -> None:
    (folder / "clock.jpg").write_bytes(b"\xff\xd8\xff\xe1\xff\xff")
    result = tidy_folder(folder)
    assert [error.message for error in result.errors] == [
        "clock.jpg is damaged or not all there: it can't be read to its end."
    ]
    assert [change.old for change in result.tidied] == ["handover.heic", "talk.mp3"]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_in_the_way_of_the_new_name_is_not_opened(
    make: Callable[[Path], object], folder: Path
) -> None:
    make(folder / "handover.jpg")
    assert "handover-2.jpg" in [change.new for change in tidy_folder(folder).tidied]


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(specimens.phone_jpeg())
    inside = folder / "in"
    inside.mkdir()
    (inside / "clock.jpg").symlink_to(outside)
    assert tidy_folder(inside) == ((), ())
    assert specimens.planted(outside.read_bytes())


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("file: Handover.HEIC", "file: handover.jpg"),
        ("file: “handover.heic”", "file: “handover.jpg”"),
        ("file: handover.heic   # from the phone", "file: handover.jpg   # from the phone"),
        ("file:   handover.heic", "file:   handover.jpg"),
        ("file: handover.png", "file: handover.png"),
    ],
)
def test_however_the_name_is_written(line: str, becomes: str, tmp_path: Path) -> None:
    (tmp_path / "handover.heic").write_bytes(specimens.phone_heic())
    story = f"---\nphotos:\n  - {line}\n    alt: A\n---\nText\n"
    (tmp_path / "story.md").write_bytes(story.encode())
    tidy_folder(tmp_path)
    assert (tmp_path / "story.md").read_bytes() == story.replace(line, becomes).encode()


def test_a_recording_is_known_from_a_photo_of_the_same_boxes() -> None:
    assert tidy_file("talk.m4a", sounds.m4a()).name == "talk.m4a"
    assert tidy_file("talk.mp3", sounds.m4a()).name == "talk.m4a"
    assert tidy_file("talk.M4A", sounds.m4a()).name == "talk.M4A"
    assert tidy_file("bed.heic", specimens.phone_heic()).name == "bed.jpg"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"Dear all,", sounds.m4a(codec=b"alac")])
def test_what_is_neither_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(OriginalError, match=r"^leaflet"):
        tidy_file("leaflet.pdf", data)


def test_a_letter_is_no_original() -> None:
    assert not is_original(b"Dear all,")
