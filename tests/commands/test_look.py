"""`./inv look`, and what the check, the summary and the preview make of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.sights import with_words
from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.commands import look
from goodnews.commands.check import run_check
from goodnews.commands.look import DATABASE, draw_sightings, look_into, run_look
from goodnews.config import SiteConfig
from goodnews.photos.eyes import PhotoArea, PhotoWords, Sighting, look_at_photos
from goodnews.problems import CommandError, as_json, as_text
from tests.shared import git, start_repository

from .conftest import Stories

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PHOTO = ("photos:", "  - {file: ward.png, alt: The ward's whiteboard, shows: nobody}")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The photos that were looked into, in order."""
    paths: list[Path] = []

    def count(photos: dict[str, Path], *rest: object) -> dict[str, Sighting]:
        paths.extend(photos.values())
        return look_at_photos(photos)

    monkeypatch.setattr(look, "look_at_photos", count)
    return paths


@pytest.fixture
def ward(stories: Stories) -> Path:
    """A photo of a story, with a number on its whiteboard."""
    photo = stories.add("night", *PHOTO).with_name("ward.png")
    with_words(4, "NHS 999 000 0018", size=44).save(photo)
    return photo


def test_what_is_seen_is_an_error_at_its_line_and_remembered(
    ward: Path, stories: Stories, config: SiteConfig, seen: list[Path]
) -> None:
    # A check of all stories looks into none anew, and says what was seen before.
    run_check((), stories.root, config, NOW, {})
    assert seen == []
    problems = run_look((), stories.root, config, NOW)
    assert {problem.code for problem in problems if problem.is_error} == {"identifier-nhs-number"}
    assert {problem.code for problem in problems} == {"identifier-nhs-number", "photo-words"}
    assert {problem.line for problem in problems} == {7}
    assert "0018" not in as_text(problems) + as_json(problems)
    assert run_look(["night"], stories.root, config, NOW) == problems
    assert set(problems) <= set(run_check((), stories.root, config, NOW, {}).problems)
    assert seen == [ward]
    content = load_content(stories.root, config, NOW, open_cache(stories.root))
    (note, figure) = draw_sightings(content, ["2026/night"])
    assert "miss" in note
    assert figure.startswith('<img alt="" src="data:image/jpeg;base64,')


def test_a_check_looks_into_the_photos_of_the_stories_that_are_chosen(
    ward: Path, stories: Stories, config: SiteConfig, seen: list[Path]
) -> None:
    (stories.root / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    start_repository(stories.root)
    changed = stories.add("later", *PHOTO).with_name("ward.png")
    changed.write_bytes(ward.read_bytes() + b"another")
    # A change of the settings is about every story, and shows in no photo.
    (stories.root / "pelicanconf.py").write_text("SITENAME = 'Ours'\n", encoding="utf-8")
    git(stories.root, "add", ".")
    checked = run_check((), stories.root, config, NOW, {}, since="HEAD")
    assert (len(checked.stories), seen) == (2, [changed])
    assert "identifier-nhs-number" in {problem.code for problem in checked.problems}
    checked = run_check(["night"], stories.root, config, NOW, {})
    assert (checked.code, seen) == (1, [changed, ward])


def test_a_photo_that_is_gone_is_forgotten(
    ward: Path, stories: Stories, config: SiteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = PhotoArea(0.1, 0.1, 0.4, 0.3)
    sightings = iter([Sighting(words=(PhotoWords("NHS 999 000 0018", area),)), Sighting(codes=(area,))])
    monkeypatch.setattr(look, "look_at_photos", lambda photos, *_: {name: next(sightings) for name in photos})
    run_look((), stories.root, config, NOW)
    assert b"0018" in (stories.root / DATABASE).read_bytes()
    ward.write_bytes(ward.read_bytes() + b" ")
    problems = run_look((), stories.root, config, NOW)
    assert [problem.code for problem in problems] == ["photo-code"]
    assert b"0018" not in (stories.root / DATABASE).read_bytes()


def test_without_the_extra_the_check_is_as_it_was_and_look_says_so(
    ward: Path, stories: Stories, config: SiteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "eyes_version", lambda: "")
    checked = run_check(["night"], stories.root, config, NOW, {})
    assert checked.code == 0
    assert draw_sightings(checked.content, ["2026/night"]) == []
    with pytest.raises(CommandError, match="not installed"):
        run_look((), stories.root, config, NOW)


def test_nothing_is_looked_for_in_a_photo_that_was_taken_back(
    stories: Stories, config: SiteConfig, seen: list[Path]
) -> None:
    withdrawn = "withdrawn: {on: 2026-11-19, reason: Asked}"
    photo = f"  - {{file: ward.png, alt: A board, shows: nobody, {withdrawn}}}"
    stories.add("night", "photos:", photo).with_name("ward.png").write_bytes(b"x")
    content = load_content(stories.root, config, NOW, open_cache(stories.root))
    assert look_into(content, ["2026/night"]) == {"2026/night": {}}
    assert seen == []
