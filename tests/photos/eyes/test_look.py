"""Looking into photos in a process of its own."""

from pathlib import Path

import pytest

from benchmarks.sights import with_face, with_wristband
from goodnews.photos.eyes import (
    PhotoArea,
    PhotoWords,
    Sighting,
    draw_boxes,
    eyes_version,
    load,
    look,
    look_at_photos,
)


def test_each_photo_is_looked_into_and_counted(tmp_path: Path) -> None:
    with_face(3, height=120, tilt=0).save(tmp_path / "ward.jpg")
    (tmp_path / "words.jpg").write_text("no photo")
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    with_wristband(7, tilt=5).resize((800, 600)).save(tmp_path / "band.jpg")
    steps: list[int] = []
    sightings = look_at_photos(
        {name: tmp_path / f"{name}.jpg" for name in ("words", "ward", "none", "broken", "band")},
        lambda: steps.append(1),
    )
    assert set(sightings) == {"ward", "band"}
    assert len(sightings["ward"].faces) == 1
    assert sightings["band"].codes
    assert len(steps) == 5


def test_no_photo_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look.subprocess, "Popen", lambda *_, **__: pytest.fail("something was started"))
    assert look_at_photos({}) == {}


def test_a_worker_that_ends_leaves_the_rest_unseen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(look.sys, "executable", "/bin/false")
    assert look_at_photos({"a": tmp_path / "a.jpg"}) == {}


def test_the_extra_is_off_where_a_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "rapidocr 3" in eyes_version()
    monkeypatch.setattr(look, "MODELS", ("a-package-that-is-not-there",))
    assert eyes_version() == ""


def test_a_thumbnail_frames_faces_and_covers_words(tmp_path: Path) -> None:
    with_face(3, height=120, tilt=0).save(tmp_path / "ward.jpg")
    words = PhotoWords("NHS 999 000 0018", PhotoArea(0.1, 0.1, 0.4, 0.3))
    sighting = Sighting((PhotoArea(0.5, 0.5, 0.7, 0.8),), (words,))
    (tmp_path / "small.jpg").write_bytes(draw_boxes(load(tmp_path / "ward.jpg"), sighting))
    thumbnail = load(tmp_path / "small.jpg")
    assert max(thumbnail.size) == 640
    assert max(thumbnail.getpixel((160, 96))) < 30
    red, green, _ = thumbnail.getpixel((320, 300))
    assert red > 180
    assert green < 90
