"""Stories read before come back as they were, and never in the place of what is written now."""

import os
import pickle
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodnews.drawer import Drawer
from goodnews.standing import look_around
from goodnews.story import Library, read_stories, remembered
from goodnews.story.remembered import Remembered

FULL = """---
title: "Coming off shift: a night"
summary: One sentence.
date: 2026-11-20 07:45
category: People
tags: [nursing, nights]
photos:
  - {file: a.jpg, alt: A desk, shows: staff, focus: left,
     consent: {form: CF-1, covers: [website], ends: 2031-11-20}}
announce: [x, bluesky]
thanks: {from: A family}
interview: {with: The sister}
live: {starts: 2026-10-25 01:30+00:00, ends: 2026-10-25 03:00, watch: https://live.example/}
allow: [{rule: words-title, reason: A prize.}]
modified: 2026-07-01 10:00
---
Text, with “quotes” and Tŷ.
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # A file's change time can't be set back, so the clock is put forward.
    monkeypatch.setattr(remembered.time, "time", lambda: time.time_ns() / 1e9 + 60)
    for name in ("one", "two"):
        path = tmp_path / "content" / "stories" / "2026" / name / "story.md"
        path.parent.mkdir(parents=True)
        path.write_text(FULL, encoding="utf-8")
    about = tmp_path / "content" / "pages" / "about.md"
    about.parent.mkdir()
    about.write_text("# About us", encoding="utf-8")
    return tmp_path


def read(root: Path, recipe: str = "a") -> Library:
    return Remembered(look_around(str(root / "content")), root, root / ".cache", recipe).read()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stories that were really parsed."""
    seen: list[str] = []
    original = remembered.read_story

    def watch(folder: str, root: Path) -> Any:
        seen.append(Path(folder).name)
        return original(folder, root)

    monkeypatch.setattr(remembered, "read_story", watch)
    return seen


def test_what_comes_back_is_what_was_written(root: Path, parsed: list[str]) -> None:
    plain = read_stories(root / "content", root)
    read(root)
    parsed.clear()
    again = read(root)
    assert parsed == []
    assert again == plain
    assert again.standing == {"about"}
    assert [dict(story.lines.at) for story in again.stories] == [
        dict(story.lines.at) for story in plain.stories
    ]


def test_an_edit_is_read_again_and_only_that(root: Path, parsed: list[str]) -> None:
    read(root)
    parsed.clear()
    path = root / "content" / "stories" / "2026" / "two" / "story.md"
    path.write_text(FULL.replace("One sentence.", "Two sentence."), encoding="utf-8")
    assert {story.front.summary for story in read(root).stories} == {"One sentence.", "Two sentence."}
    assert parsed == ["two"]


def test_a_file_written_just_now_is_not_trusted(
    root: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(root)
    monkeypatch.setattr(remembered.time, "time", lambda: time.time_ns() / 1e9)
    path = root / "content" / "stories" / "2026" / "two" / "story.md"
    path.write_text(FULL, encoding="utf-8")
    os.utime(path, (0, 0))
    read(root)
    parsed.clear()
    read(root)
    assert parsed == ["two"]


def test_other_code_reads_everything_again(root: Path, parsed: list[str]) -> None:
    read(root)
    parsed.clear()
    read(root, "b")
    assert parsed == ["one", "two"]


@pytest.mark.parametrize("spoiled", [b"", b"{", b"SQLite format 3\0 and no more"])
def test_a_spoiled_cache_counts_as_empty(root: Path, spoiled: bytes) -> None:
    right = read(root)
    (root / ".cache" / "stories.db").write_bytes(spoiled)
    assert read(root) == right


def rewrite(root: Path, change: Callable[[bytes], bytes]) -> None:
    """Change every row of the cache, as somebody who knows how it is made could."""
    drawer = Drawer(root / ".cache" / "stories.db", "a")
    rows = drawer.read()
    drawer.update(rows, {key: change(row) for key, row in rows.items()})


@pytest.mark.parametrize(
    "change",
    [
        lambda row: re.sub(rb"\n\{.*\}\n", b'\n{"title": "x"}\n', row),
        lambda row: row.split(b"\n")[0],
        lambda row: row.replace(b" ", b"  ", 2),
        lambda row: row + b"\xff",
    ],
)
def test_a_cache_that_says_what_no_story_could_is_not_believed(
    root: Path, parsed: list[str], change: Callable[[bytes], bytes]
) -> None:
    right = read(root)
    rewrite(root, change)
    parsed.clear()
    assert read(root) == right
    assert parsed == ["one", "two"]


def test_a_disk_that_takes_no_cache_stops_nothing(root: Path) -> None:
    (root / ".cache").write_text("a file where the folder should be")
    assert read(root) == read_stories(root / "content", root)


def test_many_new_stories_are_read_by_many_hands_in_their_order(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "TOGETHER", 1)
    bad = root / "content" / "stories" / "2026" / "bad" / "story.md"
    bad.parent.mkdir()
    bad.write_text("no front matter", encoding="utf-8")
    assert read(root) == read_stories(root / "content", root)


def test_the_recipe_names_the_code_that_reads() -> None:
    assert re.fullmatch("[0-9a-f]{64}", remembered.reading_recipe())


def test_lines_that_are_not_ours_are_no_lines(root: Path, parsed: list[str]) -> None:
    read(root)
    rewrite(root, lambda row: re.sub(rb"\n\[.*\]\n", b'\n[["title", "x"], 3]\n', row, count=1))
    parsed.clear()
    assert [story.lines("title") for story in read(root).stories] == [1, 1]
    assert parsed == []


def test_a_remembered_story_travels_to_another_process(root: Path) -> None:
    read(root)
    story = read(root).stories[0]
    assert pickle.loads(pickle.dumps(story)) == story  # noqa: S301 - our own
    assert len(story.lines.at) == len(dict(story.lines.at)) > 20
