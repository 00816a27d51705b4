"""Starting a story."""

import errno
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest

from goodnews.commands.check import run_check
from goodnews.commands.new import make_story
from goodnews.config import SiteConfig
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.story import Story, StoryFormat, parse_story, read_story
from goodnews.story.templates import KINDS
from tests.photos import specimens

NOW = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", KINDS)
def test_photos_come_along_tidy_and_named(kind: str, tmp_path: Path) -> None:
    given = tmp_path / "phone"
    given.mkdir()
    (given / "IMG 1's.HEIC").write_bytes(specimens.phone_heic(specimens.scene(64, 64)))
    (given / "b.jpg").write_bytes(specimens.phone_jpeg(specimens.scene(64, 64)))
    path = make_story(tmp_path, "A night", kind, NOW, None, sorted(given.iterdir()))
    parsed = parse_story(path.read_text(encoding="utf-8"), "story.md")
    assert parsed.meta is not None
    assert [photo.file for photo in parsed.meta.photos] == ["IMG 1's.jpg", "b.jpg"]
    assert sorted(file.name for file in path.parent.iterdir()) == ["IMG 1's.jpg", "b.jpg", "story.md"]
    assert not any(specimens.planted(file.read_bytes()) for file in path.parent.iterdir())
    assert specimens.planted((given / "b.jpg").read_bytes()), "the photo itself is left as it is"


def test_a_photo_that_can_t_be_used_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    for photos in ([tmp_path / "a.jpg"], [tmp_path / "missing.jpg"]):
        with pytest.raises(CommandError, match=photos[0].name):
            make_story(tmp_path, "A night", "story", NOW, None, photos)
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_story_that_is_not_whole_leaves_nothing_behind(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, data: bytes | str) -> bool:
        if path.name == "story.md":
            raise error
        return write_atomically(path, data)

    (tmp_path / "a.jpg").write_bytes(specimens.phone_jpeg())
    monkeypatch.setattr("goodnews.commands.new.write_atomically", write)
    year = tmp_path / "content" / "stories" / "2026"
    for mine in ([], ["b.jpg"]):  # a folder that was there, with a photo in it, stays
        for name in mine:
            (year / "a-night").mkdir()
            (year / "a-night" / name).touch()
        with pytest.raises((CommandError, KeyboardInterrupt)):
            make_story(tmp_path, "A night", "story", NOW, None, [tmp_path / "a.jpg"])
        assert [file.name for file in year.glob("*/b.jpg")] == mine
    assert [folder.name for folder in year.iterdir()] == ["a-night"]


def test_two_photos_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(specimens.phone_jpeg())
    with pytest.raises(CommandError, match="same name"):
        make_story(tmp_path, "A night", "story", NOW, None, [tmp_path / "a.jpg"] * 2)


SHAPES = {
    "interview": StoryFormat.INTERVIEW,
    "live": StoryFormat.LIVE,
    "invitation": StoryFormat.INVITATION,
    "picture": StoryFormat.PICTURE,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_story_can_be_read_as_it_is_in_its_shape(tmp_path: Path, kind: str) -> None:
    path = make_story(tmp_path, 'A "quoted" title: \\ yes', kind, NOW)
    story = read_story(str(path.parent), tmp_path)
    assert isinstance(story, Story), story
    assert (story.meta.title, story.meta.draft) == ('A "quoted" title: \\ yes', True)
    assert story.shape is SHAPES.get(kind, story.shape)


@pytest.mark.parametrize("kind", KINDS)
def test_the_check_of_one_just_begun_says_what_to_fill_in_and_no_more(
    tmp_path: Path, config: SiteConfig, kind: str
) -> None:
    path = make_story(tmp_path, "A night", kind, NOW)
    problems = run_check([], tmp_path, config, NOW, {}).problems
    mine = [problem for problem in problems if path.as_posix().endswith(problem.file)]
    assert {problem.code for problem in mine} == {"template-words", "photo-missing"}
    assert len({problem.line for problem in mine}) == len(mine), "once a line"


def test_the_folder_is_named_by_the_title_and_the_year_in_london(tmp_path: Path) -> None:
    new_year = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    path = make_story(tmp_path, "A&E is full – again", "story", new_year)
    assert path == tmp_path / "content" / "stories" / "2026" / "a-and-e-is-full-again" / "story.md"
    assert re.search(r"^date: 2026-12-31 23:59$", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_a_story_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = make_story(tmp_path, "A night", "story", NOW)
    path.write_text("my words", encoding="utf-8")
    with pytest.raises(CommandError, match="already"):
        make_story(tmp_path, "A night", "story", NOW)
    assert path.read_text(encoding="utf-8") == "my words"


@pytest.mark.parametrize(
    ("title", "kind", "hint"),
    [
        ("???", "story", "Give the story a title in words."),
        ("", "story", "Give the story a title in words."),
        ("A night", "../x", "Choose from story"),
        ("A night", "poem", "Choose from story"),
        ("A night", "Pictures", "Did you mean picture?"),
    ],
)
def test_what_cannot_be_made_is_said_with_what_can(tmp_path: Path, title: str, kind: str, hint: str) -> None:
    with pytest.raises(CommandError) as caught:
        make_story(tmp_path, title, kind, NOW)
    assert caught.value.hint.startswith(hint)
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_another_trust_finds_its_own_names_in_it(tmp_path: Path, config: SiteConfig, kind: str) -> None:
    other = config.model_copy(update={"hospitals": ("The Elms",), "categories": ("Wards", "Live")})
    text = make_story(tmp_path, "A night", kind, NOW, other).read_text(encoding="utf-8")
    assert "\nhospital: The Elms\n" in text
    assert f"\ncategory: {'Live' if kind == 'live' else 'Wards'}\n" in text
    assert "Merrowdale" not in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_welsh_trusts_story_is_welsh(
    tmp_path: Path, config: SiteConfig, kind: str, language: Literal["en", "cy"]
) -> None:
    path = make_story(tmp_path, "Noson", kind, NOW, config.model_copy(update={"language": language}))
    meta = parse_story(path.read_text(encoding="utf-8"), "story.md").meta
    assert meta is not None
    assert meta.lang == language


@pytest.mark.parametrize(
    ("title", "folder"),
    [
        ("Tea at four", "tea-at-four"),
        (
            "The day that every single ward in Merrowdale General sang along",
            "the-day-that-every-single-ward-in-merrowdale-general-sang",
        ),
        ("Llan" * 20, ("llan" * 20)[:60]),
    ],
)
def test_a_long_title_gives_a_folder_of_whole_words(title: str, folder: str, tmp_path: Path) -> None:
    assert make_story(tmp_path, title, "story", NOW).parent.name == folder
