"""`./inv tidy`: which folders, what is said, and the exit code."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodnews.commands.new import make_story
from goodnews.commands.tidy import run_tidy, tidy_saved, tidy_uncommitted
from goodnews.config import load_config
from goodnews.git import Git
from goodnews.problems import CommandError
from tests.commands.conftest import Stories
from tests.commands.project import Project
from tests.commands.test_tidy_staged import assert_nothing_planted_is_in_git, start_git
from tests.photos import specimens
from tests.photos.exiftool import ExifTool
from tests.photos.test_privacy import metadata
from tests.shared import git

ROOT = Path(__file__).parents[2]


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


def test_a_name_that_speaks_to_the_terminal_is_said_on_one_line(root: Path) -> None:
    folder = root / "content/stories/2026/a-night"
    (folder / "ward.heic").rename(folder / "\x1b[2Jward\n\u202e.heic")
    (folder / "\x1b[2Jbroken.jpg").write_bytes(b"\xff\xd8\xff")
    lines = run_tidy(root, ()).as_text().splitlines()
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)


def test_all_stories_are_tidied_and_a_line_says_what_changed(root: Path) -> None:
    report = run_tidy(root, ())
    assert photos(root) == ["a-day/ward.jpg", "a-night/ward.jpg"]
    first, second, last = report.as_text().splitlines()
    assert first.startswith("2026/a-day: ward.heic, now ward.jpg (")
    assert second.startswith("2026/a-night: ")
    assert last == "2 files say nothing of places, days and people any more. Commit them."
    assert report.code == 0
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


def test_what_was_saved_is_tidied_and_the_rest_left(root: Path) -> None:
    folder = root / "content/stories/2026"
    lines = tidy_saved(
        root, [str(folder / "a-day/ward.heic"), str(folder / "a-night/story.md"), str(root / "a.jpg")]
    )
    assert [line.partition(" (")[0] for line in lines] == ["2026/a-day: ward.heic, now ward.jpg"]
    assert photos(root) == ["a-day/ward.jpg", "a-night/ward.heic"]


def test_what_git_does_not_have_is_tidied(root: Path) -> None:
    assert tidy_uncommitted(root) == (), "no git here"
    git = Git(root)
    git.run("init", "-q")
    git.run("add", "content/stories/2026/a-night")
    git.run("-c", "user.name=Jo", "-c", "user.email=jo@example.com", "commit", "-q", "-m", "A night")
    assert [line.partition(":")[0] for line in tidy_uncommitted(root)] == ["2026/a-day"]


def test_no_sample_says_more_than_it_shows(exiftool: ExifTool) -> None:
    files = [path for path in (ROOT / "content").rglob("*") if path.suffix not in {"", ".md", ".vtt"}]
    assert len(files) > 30
    for tags in exiftool.tags(*files):
        left = {tag for tag in metadata(tags) if not tag.startswith("MPEG:")}
        assert left <= {"Composite:Duration"}, tags["SourceFile"]


def test_a_photo_comes_to_the_site_and_its_place_to_no_commit(
    published: Path, tmp_path: Path, exiftool: ExifTool
) -> None:
    """The whole way, from `new` over git and its hook to what is published; exiftool is the witness."""
    photos = [tmp_path / "IMG_0001.HEIC", tmp_path / "IMG_0002.JPG"]
    photos[0].write_bytes(specimens.phone_heic(specimens.scene(600, 450)))
    photos[1].write_bytes(specimens.phone_jpeg(specimens.scene(500, 400, seed=7)))
    for photo in photos:
        exiftool.write("-GPSLatitude=54.5", "-GPSLongitude=3.1", "-Artist=PLANTED artist", to=photo)
    assert all("GPS:GPSLatitude" in tags for tags in exiftool.tags(*photos))

    root = tmp_path / "site"
    shutil.copytree(published, root, symlinks=True)
    start_git(root)
    story = make_story(
        root, "A night", "story", datetime(2026, 11, 20, 9, tzinfo=UTC), load_config(root), photos
    )
    text = story.read_text(encoding="utf-8")
    assert "file: IMG_0001.jpg" in text
    assert "file: IMG_0002.JPG" in text
    written = "photos:\n" + "".join(
        f"  - {{file: {name}, alt: {alt}, shows: nobody}}\n"
        for name, alt in (("IMG_0001.jpg", "A lamp by the door"), ("IMG_0002.JPG", "Two cups on a sill"))
    )
    site = Project(root)
    site.write("2026/a-night", "A night", more=written.rstrip())
    # A colleague puts one more beside it by hand.
    (story.parent / "IMG_0003.JPG").write_bytes(photos[1].read_bytes())
    git(root, "add", "content")
    git(root, "commit", "-q", "-m", "A night")
    assert_nothing_planted_is_in_git(root)
    originals = sorted(path for path in story.parent.iterdir() if path.name != "story.md")
    assert [path.name for path in originals] == ["IMG_0001.jpg", "IMG_0002.JPG", "IMG_0003.JPG"]

    assert site.publish() == 0, site.said
    shown = [path for path in site.public.rglob("*") if path.suffix in {".jpg", ".avif", ".png"}]
    assert len(shown) > 8
    for tags in exiftool.tags(*originals, *shown):
        assert metadata(tags) == set(), tags["SourceFile"]
