"""Reading all the stories of a content folder."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodnews.problems import ContentError
from goodnews.story import StoryCollection, StoryFormat, Visibility, read_stories
from tests.programs import UNIX_ONLY

FRONT = "---\ntitle: {title}\nsummary: One sentence.\ndate: {date}\ncategory: People\n{more}---\nHello.\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(key: str, title: str = "A night", date: str = "2026-11-20 07:45", more: str = "") -> Path:
        path = tmp_path / "content" / "stories" / key / "story.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FRONT.format(title=title, date=date, more=more), encoding="utf-8")
        return path

    return _write


def read(root: Path) -> StoryCollection:
    return read_stories(root / "content", root)


def test_a_story_is_its_folder(tmp_path: Path, write: Write) -> None:
    write("2026/night-on-ward-7", title="Whatever it is called")
    (story,) = read(tmp_path).raise_for_problems()
    assert story.identity == story.key == "2026/night-on-ward-7"
    assert story.address == "stories/2026/night-on-ward-7/"
    assert story.file == "content/stories/2026/night-on-ward-7/story.md"


def test_an_id_keeps_the_identity_of_a_renamed_folder(tmp_path: Path, write: Write) -> None:
    write("2026/new-name", more="id: 2026/old-name\n")
    (story,) = read(tmp_path).raise_for_problems()
    assert story.identity == "2026/old-name"
    assert story.address == "stories/2026/new-name/"


def test_two_stories_cannot_share_an_identity(tmp_path: Path, write: Write) -> None:
    write("2026/old-name")
    write("2026/some-other", more="id: 2026/old-name\n")
    (problem,) = read(tmp_path).problems
    assert problem.code == "story-identity"


def test_stories_come_newest_first(tmp_path: Path, write: Write) -> None:
    write("2026/a", date="2026-11-01")
    write("2026/b", date="2026-11-03")
    write("2025/c", date="2026-11-02")
    assert [story.key for story in read(tmp_path).stories] == ["2026/b", "2025/c", "2026/a"]


def test_a_story_that_cannot_be_read_stops_a_build_and_hides_no_other(tmp_path: Path, write: Write) -> None:
    write("2026/good")
    write("2026/bad", date="soon")
    write("2026/worse", date="later")
    library = read(tmp_path)
    assert [story.key for story in library.stories] == ["2026/good"]
    with pytest.raises(ContentError) as stopped:
        library.raise_for_problems()
    assert len(stopped.value.problems) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026/Night On Ward 7/story.md", "can't be an address"),
        ("2026/empty/note.txt", "no story.md"),
        ("2026/loose.md", "not in a story's folder"),
        ("drafts/x/story.md", "not a year's folder"),
        ("20２６/x/story.md", "not a year's folder"),
        pytest.param(*("2026./x/story.md", "not a year's folder"), marks=UNIX_ONLY),
        pytest.param(*("2026/con/story.md", "can't be an address"), marks=UNIX_ONLY),
        pytest.param(*("2026/lpt1/story.md", "can't be an address"), marks=UNIX_ONLY),
        pytest.param(*("2026/night./story.md", "can't be an address"), marks=UNIX_ONLY),
        ("2026/night-７/story.md", "can't be an address"),
    ],
)
def test_what_does_not_belong_there_is_told(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / "content" / "stories" / name
    path.parent.mkdir(parents=True)
    path.write_text(FRONT.format(title="A night", date="2026-11-20", more=""), encoding="utf-8")
    library = read(tmp_path)
    (problem,) = library.problems
    assert said in problem.message
    assert problem.file.startswith("content/stories/")
    assert library.stories == ()
    assert library.folders.keys() <= {"2026/empty"}


@pytest.mark.parametrize("folder", ["2026/Night On Ward 7", "26/a-night", "drafts/a-night", "a-night"])
def test_a_wrong_folder_hides_nothing_of_what_is_in_it(tmp_path: Path, write: Write, folder: str) -> None:
    write(folder, date="soon")
    codes = [(problem.code, problem.file) for problem in read(tmp_path).problems]
    assert [code for code, _file in codes] == ["story-folder", "story-fields"]
    assert codes[1] == ("story-fields", f"content/stories/{folder}/story.md")


def test_a_link_in_a_wrong_folder_is_not_read(tmp_path: Path, write: Write) -> None:
    path = write("2026/Night", date="soon")
    path.rename(tmp_path / "story.md")
    path.symlink_to(tmp_path / "story.md")
    assert [problem.code for problem in read(tmp_path).problems] == ["story-folder"]


def test_no_stories_at_all_is_an_empty_library(tmp_path: Path) -> None:
    assert read(tmp_path) == StoryCollection((), ())


@pytest.mark.parametrize(
    ("more", "date", "seen"),
    [
        ("", "2026-11-20 07:45", Visibility.PUBLIC),
        ("", "2026-11-20 12:00", Visibility.PUBLIC),
        ("", "2026-11-20 12:01", Visibility.EMBARGOED),
        ("draft: yes\n", "2026-11-20 07:45", Visibility.DRAFT),
        ("withdrawn: {on: 2026-11-20, reason: x}\n", "2026-11-20 07:45", Visibility.WITHDRAWN),
        ("withdrawn: {on: 2026-11-20, reason: x}\n", "2026-11-20 12:01", Visibility.DRAFT),
        ("withdrawn: {on: 2026-11-20, reason: x}\ndraft: yes\n", "2026-11-20 07:45", Visibility.DRAFT),
    ],
)
def test_what_the_public_may_see(
    tmp_path: Path, write: Write, more: str, date: str, seen: Visibility
) -> None:
    write("2026/a", date=date, more=more)
    (story,) = read(tmp_path).raise_for_problems()
    assert story.visibility(datetime(2026, 11, 20, 12, 0, tzinfo=UTC)) is seen


@pytest.mark.parametrize(
    ("more", "shape"),
    [
        ("", StoryFormat.PLAIN),
        ("interview: {with: The night sister}\n", StoryFormat.INTERVIEW),
        ("event: {starts: 2026-11-20 14:00, place: The canteen}\n", StoryFormat.INVITATION),
        ("quote: {text: Thank you, who: A patient}\n", StoryFormat.QUOTE),
        ("thanks: {from: A family}\n", StoryFormat.THANKS),
        ("photos: [{file: a.jpg, alt: x, shows: nobody}]\n", StoryFormat.PICTURE),
        (
            "photos: [" + ", ".join(f"{{file: {n}.jpg, alt: x, shows: nobody}}" for n in "abcd") + "]\n",
            StoryFormat.GALLERY,
        ),
    ],
)
def test_the_front_matter_alone_decides_the_shape(
    tmp_path: Path, write: Write, more: str, shape: StoryFormat
) -> None:
    write("2026/a", more=more)
    (story,) = read(tmp_path).raise_for_problems()
    assert story.shape is shape
