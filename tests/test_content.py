"""Content comes back from the cache as it was read, and never in the place of what is written now."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from goodnews import content as contents
from goodnews.build import load_content
from goodnews.cache import SqliteCache
from goodnews.content import Content, digest_files
from goodnews.files import scan
from goodnews.loaded import BATCH
from goodnews.pages import load_pages, read_pages
from goodnews.problems import ContentError, Severity
from goodnews.story import Visibility
from tests.audio.specimens import mp3_sound
from tests.site.making import make_config

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FULL = """---
title: "Coming off shift: a night"
summary: One sentence.
date: 2026-10-24 07:45
category: People
tags: [nursing, nights]
announce: [x, bluesky]
thanks: {from: A family}
interview: {with: The sister}
live: {starts: 2026-10-25 01:30+00:00, ends: 2026-10-25 03:00, watch: https://live.example/}
audio: {file: a.mp3, title: Four in the morning, transcript: It is *four*.}
allow: [{rule: words-title, reason: A prize of that name.}]
modified: 2026-10-30 10:00
notes: For *editors*.
---
Text, with “quotes” and Tŷ.
"""
PAGE = "---\ntitle: {title}\nsummary: One sentence.\n---\nHello, {{{{ short_name }}}}.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        folder = tmp_path / "content" / "stories" / "2026" / name
        folder.mkdir(parents=True)
        (folder / "story.md").write_text(FULL, encoding="utf-8")
        (folder / "a.mp3").write_bytes(mp3_sound())
    pages = tmp_path / "content" / "pages"
    pages.mkdir()
    (pages / "about.md").write_text(PAGE.format(title="About us"), encoding="utf-8")
    return tmp_path


def cache_of(root: Path, version: str = "a") -> SqliteCache:
    return SqliteCache(root / ".cache" / "goodnews.db", version)


def no_cache(root: Path) -> SqliteCache:
    """A cache that is empty and stays so: there is no such folder, and none can be made."""
    return SqliteCache(root / "content" / "stories" / "2026" / "one" / "story.md" / "x.db", "a")


def load(root: Path, cache: SqliteCache | None = None) -> Content:
    return load_content(root, make_config(), NOW, cache or cache_of(root))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stories that were really read."""
    names: list[str] = []
    original = contents.load_batch

    def watch(folders: Any, *arguments: Any) -> Any:
        names.extend(folder.key.rpartition("/")[2] for folder in folders)
        return original(folders, *arguments)

    monkeypatch.setattr(contents, "load_batch", watch)
    return names


def test_what_comes_back_is_what_was_read_checked_and_rendered(root: Path, read: list[str]) -> None:
    plain = load(root, no_cache(root))
    load(root)
    read.clear()
    assert load(root) == plain
    assert read == []
    one = plain.loaded["2026/one"]
    assert one.texts["notes"].html == "<p>For <em>editors</em>.</p>"
    assert one.attachments["a.mp3"].seconds > 0
    assert plain.problems


@pytest.mark.parametrize("folder", ["2026/One More", "1926/one-more", "one-more"])
def test_a_story_in_a_wrong_folder_is_checked_all_the_same(root: Path, folder: str) -> None:
    path = root / "content" / "stories" / folder
    path.mkdir(parents=True)
    (path / "story.md").write_text(f"{FULL}Her NHS number is 999 000 0018.", encoding="utf-8")
    content = load(root)
    told = {problem.code for problem in content.problems if problem.is_error}
    assert told >= {"story-folder", "identifier-nhs-number"}
    assert content.loaded.keys() == content.stories.folders.keys() == {"2026/one", "2026/two"}
    assert load(root) == content


def test_a_copy_of_the_project_hits_the_same_cache(root: Path, read: list[str], tmp_path: Path) -> None:
    load(root)
    copy = tmp_path / "copy"
    for file in [path for path in (root / "content").rglob("*") if path.is_file()]:
        path = copy / file.relative_to(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.read_bytes())
    (copy / ".cache").mkdir()
    (copy / ".cache" / "goodnews.db").write_bytes((root / ".cache" / "goodnews.db").read_bytes())
    read.clear()
    assert [story.key for story in load(copy).stories.stories] == ["2026/two", "2026/one"]
    assert read == []


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "story.md").write_text(FULL.replace("One", "Two"), encoding="utf-8"),
        lambda folder: (folder / "a.mp3").write_bytes(mp3_sound() * 2),
        lambda folder: (folder / "notes.txt").write_text("x"),
    ],
)
def test_a_story_is_read_again_when_any_file_of_its_folder_changes(
    root: Path, read: list[str], change: Callable[[Path], object]
) -> None:
    before = load(root)
    read.clear()
    change(root / "content" / "stories" / "2026" / "two")
    after = load_content(root, make_config(), NOW, cache_of(root), before=before)
    assert after == load(root) == load(root, no_cache(root))
    assert after.loaded["2026/one"] is before.loaded["2026/one"]
    assert read[0] == "two"
    assert read.count("one") == 1  # without a cache


def test_what_is_at_hand_of_other_settings_is_not_taken(root: Path) -> None:
    other, config = load(root), make_config(TRUST_CATEGORIES=("Other",))
    expected = load_content(root, config, NOW, no_cache(root))
    load_content(root, config, NOW, cache_of(root))
    assert load_content(root, config, NOW, cache_of(root), before=other) == expected != other


def test_other_settings_or_code_read_everything_again(root: Path, read: list[str]) -> None:
    load(root)
    read.clear()
    load(root, cache_of(root, "b"))
    load_content(root, make_config(TRUST_CATEGORIES=("Other",)), NOW, cache_of(root, "b"))
    assert read == ["one", "two"] * 2


@pytest.mark.parametrize("spoiled", [b"", b"{", b"SQLite format 3\0 and no more"])
def test_a_spoiled_cache_counts_as_empty(root: Path, spoiled: bytes) -> None:
    right = load(root)
    (root / ".cache" / "goodnews.db").write_bytes(spoiled)
    assert load(root) == right


@pytest.mark.parametrize(
    "change",
    [
        lambda row: re.sub(rb'"meta":"(?:[^"\\]|\\.)*"', rb'"meta":"{\\"title\\": 3}"', row),
        lambda row: row.split(b"\n")[0] + b"\n",
        lambda row: row + b"\xff",
        lambda row: row.replace(b'"problems":[', b'"problems":[[1],'),
        lambda row: row.split(b"\n")[0] + b"\n" + json.dumps({"problems": 7}).encode(),
    ],
)
def test_a_row_that_no_story_could_have_is_not_believed(
    root: Path, read: list[str], change: Callable[[bytes], bytes]
) -> None:
    right = load(root)
    cache = cache_of(root)
    cache.replace("story", {key: change(row) for key, row in cache.entries("story").items()})
    read.clear()
    assert load(root) == right
    assert sorted(read) == ["one", "two"]


def test_a_disk_that_takes_no_cache_stops_nothing(root: Path) -> None:
    (root / ".cache").write_text("a file where the folder should be")
    assert load(root) == load(root, no_cache(root))


def test_what_is_wrong_with_a_story_that_cannot_be_read_comes_back_too(root: Path, read: list[str]) -> None:
    (root / "content" / "stories" / "2026" / "two" / "story.md").write_text("no front matter")
    first = load(root)
    read.clear()
    assert load(root) == first
    assert read == []
    (problem,) = first.stories.problems
    assert (problem.code, problem.severity) == ("story-file", Severity.ERROR)
    with pytest.raises(ContentError):
        load(root).raise_for_errors()


def test_of_more_stories_than_a_batch_each_is_what_is_in_its_own_folder(root: Path) -> None:
    numbers, unreadable = range(2 * BATCH + 1), range(0, 2 * BATCH + 1, 5)
    for number in numbers:
        folder = root / "content" / "stories" / "2026" / f"story-{number}"
        folder.mkdir()
        text = FULL.replace("Coming off shift: a night", f"Night {number}").replace("Text", f"Text {number}")
        text = text.replace("date:", "day:") if number in unreadable else text
        (folder / "story.md").write_text(text, encoding="utf-8")
    loaded = load(root).loaded
    for number in numbers:
        known = loaded[f"2026/story-{number}"]
        assert {problem.file for problem in known.problems} == {
            f"content/stories/2026/story-{number}/story.md"
        }
        if number in unreadable:
            assert known.story is None
        else:
            assert known.story
            assert known.story.meta.title == f"Night {number}"
            assert f"Text {number}," in known.texts["body"].html


def test_nothing_of_a_withdrawn_story_waits_in_the_cache(root: Path) -> None:
    load(root)
    for name in ("one", "two"):
        path = root / "content" / "stories" / "2026" / name / "story.md"
        text = FULL.replace("\n---\n", "\nwithdrawn: {on: 2026-11-20, reason: asked}\n---\n", 1)
        path.write_text(text, encoding="utf-8")
    assert len(load(root).of(Visibility.WITHDRAWN)) == 2
    assert b"quotes" not in (root / ".cache" / "goodnews.db").read_bytes()


def test_a_file_that_stands_as_it_was_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A file's change time can't be set back, so the clock is put forward.
    monkeypatch.setattr(contents.time, "time", lambda: datetime.now(UTC).timestamp() + 60)
    snapshot, cache = scan(root / "content"), cache_of(root)
    first = digest_files(snapshot, cache)
    monkeypatch.setattr(contents.hashlib, "file_digest", None)
    assert digest_files(snapshot, cache) == first
    assert len(first) == 5


def test_a_file_written_just_now_is_read_again(root: Path) -> None:
    cache = cache_of(root)
    digest_files(scan(root / "content"), cache)
    assert cache.entries("file") == {}


def write_page(root: Path, name: str, text: bytes | str) -> None:
    (root / "content" / "pages" / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_static_pages_come_in_order_of_name_each_in_its_language(root: Path) -> None:
    write_page(root, "privacy.md", PAGE.format(title="Privacy"))
    write_page(root, "about.cy.md", PAGE.format(title="Amdanom ni"))
    for _ in range(2):
        texts, _ = read_pages(root / "content", root)
        pages, _ = load_pages(texts, make_config(), cache_of(root))
        assert [(page.slug, page.lang, page.title) for page in pages] == [
            ("about", "cy", "Amdanom ni"),
            ("about", "en", "About us"),
            ("privacy", "en", "Privacy"),
        ]
        assert "Hello, Merrowdale." in pages[1].source.html


def test_the_problems_of_all_static_pages_are_told_at_once(root: Path) -> None:
    write_page(root, "about.md", b"\xff\xfe")
    write_page(root, "privacy.md", "No front matter.")
    problems = {problem.file for problem in load(root).problems if "/pages/" in problem.file}
    assert problems >= {"content/pages/about.md", "content/pages/privacy.md"}


@pytest.mark.parametrize(
    ("folder", "words", "is_stopped"),
    [
        ("pages", "Her NHS number is 999 000 0018.", True),
        ("pages", "Ring us on 01632 960999, or write to Wharf House, 14 Tarn Road, MD7 4QX.", False),
        ("teams", "Her NHS number is 999 000 0018.", True),
        ("teams", "Ring Sam on 07700 900123.", True),
        ("tags", "Three hundred jabs before lunch.", False),
    ],
)
def test_no_page_and_no_introduction_holds_an_identifier(
    folder: str, words: str, is_stopped: bool, tmp_path: Path
) -> None:
    lines = "title: Tea\nsummary: One sentence." if folder == "pages" else "summary: One sentence."
    file = tmp_path / "content" / folder / "tea.md"
    file.parent.mkdir(parents=True)
    file.write_text(f"---\n{lines}\n---\n{words}\n", encoding="utf-8")
    texts, _ = read_pages(tmp_path / "content", tmp_path)
    pages, problems = load_pages(texts, make_config(), no_cache(tmp_path))
    assert (len(pages), len(problems)) == ((0, 1) if is_stopped else (1, 0))
    for problem in problems:
        assert "allow" not in problem.hint
        assert (problem.file, problem.line) == (f"content/{folder}/tea.md", lines.count("\n") + 4)


def test_a_page_that_is_a_link_or_a_folder_is_named_and_not_opened(root: Path) -> None:
    pages = root / "content" / "pages"
    (pages / "folder.md").mkdir()
    (pages / "link.md").symlink_to(pages / "about.md")
    (pages / "lost.md").symlink_to("nowhere")
    texts, problems = read_pages(pages.parent, root)
    assert [problem.file for problem in problems] == [
        f"content/pages/{name}.md" for name in ("folder", "link", "lost")
    ]
    assert list(texts) == ["content/pages/about.md"]


def test_a_folder_of_pages_that_is_a_link_is_named_and_not_looked_into(root: Path, tmp_path: Path) -> None:
    pages = root / "content" / "pages"
    pages.rename(tmp_path / "elsewhere")
    pages.symlink_to(tmp_path / "elsewhere")
    texts, problems = read_pages(pages.parent, root)
    assert texts == {}
    assert [(problem.file, problem.message) for problem in problems] == [("content/pages", "This is a link.")]
