"""`./inv tidy`: which folders, what is said, and the exit code."""

from pathlib import Path

import pytest

from goodnews.commands.__main__ import TaskProgram
from goodnews.commands.tidy import run_tidy
from goodnews.problems import CommandError
from tests.commands.conftest import Stories
from tests.photos import specimens


@pytest.fixture
def root(stories: Stories) -> Path:
    """Two stories, each with a phone's photo."""
    for slug in ("a-night", "a-day"):
        folder = stories.add(slug, "photos: [{file: ward.heic, alt: A door, shows: nobody}]").parent
        (folder / "ward.heic").write_bytes(specimens.phone_heic(specimens.scene(64, 64)))
    return stories.root


def photos(root: Path) -> list[str]:
    folder = root / "content/stories/2026"
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/ward.*"))


def test_all_stories_are_tidied_and_a_line_says_what_changed(root: Path) -> None:
    report = run_tidy(root, ())
    assert photos(root) == ["a-day/ward.jpg", "a-night/ward.jpg"]
    first, second, last = report.as_text().splitlines()
    assert first.startswith("2026/a-day: ward.heic, now ward.jpg (")
    assert second.startswith("2026/a-night: ")
    assert last == "2 files say nothing of places, days and people any more. Commit them."
    assert report.code == 0


def test_what_is_tidy_is_said_to_be(root: Path) -> None:
    run_tidy(root, ())
    assert run_tidy(root, ()).as_text() == "Every photo and recording is tidy."


@pytest.mark.parametrize(
    "name", ["2026/a-day", "content/stories/2026/a-day/story.md", "./stories/2026/a-day/", "2026\\a-day"]
)
def test_only_the_stories_that_are_named(name: str, root: Path) -> None:
    run_tidy(root, [name])
    assert photos(root) == ["a-day/ward.jpg", "a-night/ward.heic"]


@pytest.mark.parametrize("name", ["", "2026/no-such", "2026", "../2026/a-day", "2026/.."])
def test_a_story_that_there_is_not(name: str, root: Path) -> None:
    with pytest.raises(CommandError, match="There is no story"):
        run_tidy(root, [name])


def test_one_that_can_t_be_tidied_is_named_and_ends_with_1(root: Path) -> None:
    photo = root / "content/stories/2026/a-day/ward.heic"
    photo.write_bytes(photo.read_bytes()[:200])
    report = run_tidy(root, ())
    assert report.code == 1
    assert "2026/a-day: ward.heic is damaged" in report.as_text()
    assert photos(root) == ["a-day/ward.heic", "a-night/ward.jpg"]


def test_a_folder_that_is_a_link_is_left_alone(root: Path, tmp_path: Path) -> None:
    year = root / "content/stories/2026"
    (year / "a-day").rename(tmp_path / "elsewhere")
    (year / "a-day").symlink_to(tmp_path / "elsewhere")
    run_tidy(root, ())
    assert (tmp_path / "elsewhere/ward.heic").exists()


def test_stories_are_named_without_an_option() -> None:
    program = TaskProgram(name="inv", binary="./inv")
    program.normalize_argv(["inv", "tidy", "2026/a", "2026/b"])
    assert program.argv == ["inv", "tidy", "--story", "2026/a", "--story", "2026/b"]
