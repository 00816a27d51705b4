"""A story's files are found in its folder however their names were typed."""

import unicodedata
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.story import FrontMatter, parse_story, read_stories
from goodnews.story.file_names import find_file, nearest_file, resolve_files, resolve_pictures

FRONT = "---\ntitle: A\nsummary: B.\ndate: 2026-11-20\ncategory: People\n{more}\n---\n{body}\n"
NFD = unicodedata.normalize("NFD", "Tŷ.jpg")


def photos(*files: str) -> str:
    return "photos:\n" + "\n".join(f"  - {{file: '{file}', alt: x, shows: nobody}}" for file in files)


def meta(more: str) -> FrontMatter:
    parsed = parse_story(FRONT.format(more=more, body=""), "story.md")
    assert parsed.meta, parsed.problems
    return parsed.meta


@pytest.mark.parametrize(
    ("typed", "folder", "meant"),
    [
        ("ward.jpg", ["ward.jpg", "Ward.JPG"], "ward.jpg"),
        ("ward.jpg", ["Ward.JPG"], "Ward.JPG"),
        ("WARD.JPEG", ["ward.jpg"], "ward.jpg"),
        ("ward.jpg", ["ward.jpeg"], "ward.jpeg"),
        ("ward.jpg", ["ward.JFIF"], "ward.JFIF"),
        ("ward.heic", ["ward.jpg"], "ward.jpg"),
        ("IMG_2041.HEIC", ["IMG_2041.jpeg"], "IMG_2041.jpeg"),
        ("ward.jpg", ["ward.heic"], "ward.heic"),
        ("ward.heic", ["ward.heif", "ward.jpg"], "ward.heif"),
        ("Tŷ.jpg", [NFD], NFD),
        (NFD, ["Tŷ.jpg"], "Tŷ.jpg"),
        ("at 7.45 am.png", ["at 7.45\u202fam.png"], "at 7.45\u202fam.png"),
        ("at 7.45\xa0am.png", ["at 7.45 am.png"], "at 7.45 am.png"),
        ("Straße.jpg", ["STRASSE.jpg"], "STRASSE.jpg"),
        ("ward.jpg", ["Ward.jpg", "WARD.jpg"], None),
        ("ward.heic", ["ward.jpg", "ward.jpeg"], None),
        ("ward.jpg", ["ward.png"], None),
        ("ward.jpg", ["wards.jpg"], None),
        ("ward.jpg", [], None),
    ],
)
def test_exactly_one_file_that_fits_is_meant(typed: str, folder: list[str], meant: str | None) -> None:
    assert find_file(typed, folder) == meant


@given(st.text(max_size=8), st.lists(st.text(max_size=8)))
def test_what_is_found_is_in_the_folder_and_a_name_finds_itself(typed: str, folder: Collection[str]) -> None:
    assert find_file(typed, folder) in {*folder, None}
    assert find_file(typed, [*folder, typed]) == typed


def test_the_nearest_name_is_there_to_ask_about() -> None:
    assert nearest_file("wrad.jpg", ["ward.jpg", "story.md"]) == "ward.jpg"
    assert nearest_file("stori.md", ["story.md"]) is None


def test_every_kind_of_file_is_resolved() -> None:
    written = meta(
        photos("Desk.JPEG")
        + "\naudio: {file: Night.MP3, title: A, transcript: B}"
        + "\nvideo: {file: Garden.MP4, title: A, captions: Garden.VTT}"
        + "\nlive: {starts: 2026-11-24 12:00, ends: 2026-11-24 13:00, "
        + "watch: 'https://l.example/', captions: yes}"
    )
    resolved = resolve_files(written, ["desk.jpg", "night.mp3", "garden.mp4", "garden.vtt", "story.md"])
    assert resolved.photos[0].file == "desk.jpg"
    assert resolved.audio
    assert resolved.audio.file == "night.mp3"
    assert resolved.video
    assert (resolved.video.file, resolved.video.captions) == ("garden.mp4", "garden.vtt")
    assert resolved.live == written.live
    assert resolve_files(written, []) == written


@pytest.mark.parametrize(
    ("typed", "folder", "resolved"),
    [
        (["a.jpg", "a.heic"], ["a.jpg"], ["a.jpg", "a.heic"]),
        (["a.heic", "a.jpg"], ["a.jpg"], ["a.heic", "a.jpg"]),
        (["a.heic", "a.jpeg"], ["a.jpg"], ["a.jpg", "a.jpeg"]),
        (["a.jpg"], ["a.jpg\n", "A.JPG", "b:a.jpg"], ["A.JPG"]),
    ],
)
def test_no_file_is_found_for_two_photos_and_none_of_an_odd_name(
    typed: list[str], folder: list[str], resolved: list[str]
) -> None:
    assert [photo.file for photo in resolve_files(meta(photos(*typed)), folder).photos] == resolved


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("![](Ward.HEIC)", "![](ward.jpg)"),
        ('![The desk](WARD.jpg "A title")', '![The desk](ward.jpg "A title")'),
        ("![](<A Desk.JPG>)", "![](a%20desk.jpg)"),
        ("![](A%20Desk.JPG)", "![](a%20desk.jpg)"),
        ("![](ward.jpg) [](Ward.jpg)", "![](ward.jpg) [](Ward.jpg)"),
        ("![](other.jpg)", "![](other.jpg)"),
        ("![](https://x.example/Ward.jpg)", "![](https://x.example/Ward.jpg)"),
    ],
)
def test_the_text_places_photos_by_their_real_names(written: str, meant: str) -> None:
    assert resolve_pictures(written, ["ward.jpg", "a desk.jpg"]) == meant


def test_a_story_holds_the_names_in_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "stories" / "2026" / "a-night"
    folder.mkdir(parents=True)
    text = FRONT.format(more=photos("Tŷ.jpg", "Desk.HEIC"), body="![](Desk.HEIC)\n\n![](Tŷ.jpg)")
    (folder / "story.md").write_text(text, encoding="utf-8")
    for name in (NFD, "desk.jpeg"):
        (folder / name).touch()
    (story,) = read_stories(tmp_path / "content", tmp_path).raise_for_problems()
    assert {photo.file for photo in story.meta.photos} == set(_names(folder)) - {"story.md"}
    assert story.body.startswith("![](desk.jpeg)\n\n![](T")


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]
