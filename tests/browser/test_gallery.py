"""The gallery's stories are sound, and what it needs is asked for in plain words."""

from pathlib import Path

import pytest
from PIL import Image

from goodnews.problems import CommandError
from goodnews.story import StoryFormat, Visibility, read_stories
from tests.browser.chromium import find_chromium
from tests.browser.extremes import NOON, read_extremes, write_stories
from tests.browser.gallery import Shot, draw_sheet


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "wide.jpg"
    Image.new("RGB", (60, 40)).save(path)
    return path


def test_the_odd_stories_are_all_sound_and_have_every_shape(tmp_path: Path, photo: Path) -> None:
    write_stories(tmp_path / "content", list(read_extremes()), [photo], photo)
    library = read_stories(tmp_path / "content", tmp_path)
    assert library.problems == ()
    public = [story for story in library.stories if story.visibility(NOON) is Visibility.PUBLIC]
    assert {story.shape for story in public} == set(StoryFormat)
    assert max(len(story.meta.photos) for story in public) == 30
    assert max(len(story.meta.title) for story in public) >= 190
    for story in library.stories:
        assert all((story.folder / note.file).is_file() for note in story.meta.photos)


def test_a_missing_chromium_is_a_plain_sentence_that_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError) as missing:
        find_chromium({})
    assert "apt-get install chromium" in missing.value.hint
    with pytest.raises(CommandError, match="nothing is there"):
        find_chromium({"CHROMIUM": str(tmp_path / "nowhere")})


def test_the_sheet_shows_each_page_once_with_all_its_pictures() -> None:
    shots = [Shot("a <page>", width, "light", f"{width}.jpeg") for width in (320, 1280)]
    sheet = draw_sheet([*shots, Shot("another", 320, "dark", "x.jpeg")])
    assert sheet.count("<h2>") == 2
    assert "a &lt;page&gt;" in sheet
    assert sheet.count("<img") == 3
