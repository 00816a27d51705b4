"""The whole move: from an export and a folder of pictures to drafts, and a list of what to do."""

import os
from pathlib import Path

import pytest

from goodnews.commands.import_wordpress import import_wordpress
from goodnews.config import SiteConfig
from goodnews.photos import read_metadata
from goodnews.problems import CommandError
from goodnews.story import Visibility, read_stories
from tests.checking import check_stories
from tests.importers.wordpress import old_site
from tests.importers.wordpress.old_site import item
from tests.photos.specimens import phone_jpeg


@pytest.fixture
def export(tmp_path: Path) -> Path:
    posts = [
        item(
            number=number,
            title=f"Story {name}",
            link=f"https://www.merrowdale.example/news/{name}/",
            name=name,
            html=f'<p>Text.</p><img src="/wp-content/uploads/2019/05/{name}.jpg" alt="A picture">',
        )
        for number, name in enumerate(("ward", "tea"), 1)
    ]
    path = tmp_path / "old" / "export.xml"
    path.parent.mkdir()
    path.write_bytes(old_site.export(*posts))
    return path


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    (folder / "2019/05").mkdir(parents=True)
    (folder / "2019/05/ward.jpg").write_bytes(b"a picture")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "site/content/stories").mkdir(parents=True)
    return tmp_path / "site"


def test_posts_become_drafts_with_their_photos_beside_them(root: Path, export: Path, photos: Path) -> None:
    result = import_wordpress(root, export, ["People"], photos=photos)
    assert (result.drafts, result.photos, result.gaps) == (2, 1, 1)
    library = read_stories(root / "content", root)
    assert library.problems == ()
    assert sorted(story.key for story in library.stories) == ["2019/tea", "2019/ward"]
    for story in library.stories:
        assert story.visibility(story.meta.date) is Visibility.DRAFT
        assert story.meta.announce is False
    assert (root / "content/stories/2019/ward/ward.jpg").read_bytes() == b"a picture"
    assert result.report == export.with_name("export-to-do.md")
    assert "- [ ] `ward.jpg`" in result.report.read_text(encoding="utf-8")
    assert str(result.report) in result.as_text()


def test_photos_come_without_what_is_hidden_in_them(root: Path, export: Path, photos: Path) -> None:
    (photos / "2019/05/ward.jpg").write_bytes(phone_jpeg())
    import_wordpress(root, export, ["People"], photos=photos)
    assert read_metadata(root / "content/stories/2019/ward/ward.jpg") == ()


def test_what_is_no_plain_file_is_not_opened(root: Path, export: Path, photos: Path) -> None:
    (photos / "2019/05/ward.jpg").unlink()
    os.mkfifo(photos / "2019/05/ward.jpg")
    result = import_wordpress(root, export, ["People"], photos=photos)
    assert (result.photos, result.gaps) == (0, 2)


def test_moving_in_does_not_stop_anything_else_from_being_published(
    root: Path, export: Path, photos: Path, config: SiteConfig
) -> None:
    import_wordpress(root, export, config.categories, photos=photos)
    library = read_stories(root / "content", root)
    problems = check_stories(library, config, library.stories[0].meta.date)
    assert [each for each in problems if each.is_error] == []
    codes = {problem.code for problem in problems}
    assert {"photo-unused", "import-words"} <= codes, "the photos still wait for somebody"


def test_what_stands_in_place_of_a_photo_does_not_go_out(
    root: Path, export: Path, config: SiteConfig
) -> None:
    import_wordpress(root, export, config.categories)
    for story in root.glob("content/stories/*/*/story.md"):
        story.write_text(story.read_text(encoding="utf-8").replace("draft: yes\n", ""), encoding="utf-8")
    library = read_stories(root / "content", root)
    problems = check_stories(library, config, library.stories[0].meta.date)
    assert [problem.code for problem in problems if problem.is_error] == ["import-words", "import-words"]


def test_a_second_run_leaves_what_somebody_has_worked_on(root: Path, export: Path, photos: Path) -> None:
    import_wordpress(root, export, ["People"])
    mine = root / "content/stories/2019/ward/story.md"
    mine.write_text("my work", encoding="utf-8")
    result = import_wordpress(root, export, ["People"], photos=photos)
    assert (result.drafts, result.already) == (0, 2)
    assert mine.read_text(encoding="utf-8") == "my work"


def test_a_second_run_brings_the_photos_that_were_missing_and_keeps_the_ticks(
    root: Path, export: Path, photos: Path
) -> None:
    first = import_wordpress(root, export, ["People"])
    story = root / "content/stories/2019/ward/story.md"
    story.write_text(story.read_text(encoding="utf-8").replace("Text.", "My words."), encoding="utf-8")
    listed = first.report.read_text(encoding="utf-8")
    first.report.write_text(listed.replace("- [ ] `tea.jpg`", "- [x] `tea.jpg`"), encoding="utf-8")
    second = import_wordpress(root, export, ["People"], photos=photos)
    assert (second.drafts, second.already, second.photos) == (0, 2, 1)
    assert (story.parent / "ward.jpg").read_bytes() == b"a picture"
    text = story.read_text(encoding="utf-8")
    assert "My words." in text
    assert "#   - file: ward.jpg\n" in text
    listed = second.report.read_text(encoding="utf-8")
    assert "- [x] `tea.jpg` – not found" in listed
    assert "- [ ] `ward.jpg`\n" in listed


def test_a_run_that_broke_off_between_photo_and_story_is_finished(
    root: Path, export: Path, photos: Path
) -> None:
    folder = root / "content/stories/2019/ward"
    folder.mkdir(parents=True)
    (folder / "ward.jpg").write_bytes(b"a pic")
    import_wordpress(root, export, ["People"], photos=photos)
    assert (folder / "ward.jpg").read_bytes() == b"a picture"
    assert (folder / "story.md").exists()


@pytest.mark.parametrize(
    ("file", "folder", "message"),
    [("nothing.xml", None, "can't be read"), ("export.xml", "nowhere", "There is no folder")],
)
def test_a_wrong_name_is_said_before_anything_is_written(
    root: Path, export: Path, file: str, folder: str | None, message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        import_wordpress(
            root, export.with_name(file), ["People"], photos=export.parent / folder if folder else None
        )
    assert list((root / "content/stories").iterdir()) == []
