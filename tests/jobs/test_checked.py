"""A check of what was checked already reads no story, and is believed only while nothing at all changed."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodnews.jobs.build import build_site
from goodnews.jobs.check import Checked, run_check
from goodnews.story import Contents
from tests.jobs.test_check import TRUST
from tests.site.conftest import Site

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STORY = """---
title: A night on Ward 7
summary: What a night on the ward is really like.
date: {date}
category: People
---
{body}
"""


def write(root: Path, key: str, body: str = "Ring Sam on 07700 900123.", date: str = "2026-11-20") -> Path:
    """A story that was written a minute ago."""
    path = root / "content" / "stories" / key / "story.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STORY.format(body=body, date=date), encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, "2026/one")
    (tmp_path / "content" / "pages").mkdir()
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'x'\n", encoding="utf-8")
    # A file's change time can't be set back, so the clock is put forward.
    monkeypatch.setattr("goodnews.jobs.check.Contents", in_a_minute)
    return tmp_path


def in_a_minute(root: Path, cache: Path) -> Contents:
    return Contents(root, cache, clock=lambda: time.time() + 60)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Grows with each check that reads the stories."""
    seen: list[Path] = []
    original = Contents.read

    def watch(self: Contents, *arguments: Callable[[], None]) -> object:
        seen.append(self.root)
        return original(self, *arguments)

    monkeypatch.setattr(Contents, "read", watch)
    return seen


def check(root: Path, now: datetime = NOW, *, anew: bool = False) -> Checked:
    return run_check([], "text", root=root, trust=TRUST, now=now, anew=anew)


def test_nothing_is_read_when_nothing_changed(root: Path, read: list[Path]) -> None:
    first = check(root)
    read.clear()
    again = check(root)
    assert read == []
    assert (again.problems, again.stories) == (first.problems, 1)
    assert again.code == 1
    assert again.text == first.text


def test_a_publish_looks_at_every_story_all_the_same(root: Path, read: list[Path]) -> None:
    check(root)
    read.clear()
    check(root, anew=True)
    assert read


def edit(root: Path) -> None:
    write(root, "2026/one", "Ring us.")


def add(root: Path) -> None:
    write(root, "2026/two")


def leave_a_photo_behind(root: Path) -> None:
    (root / "content" / "stories" / "2026" / "one" / "a.jpg").write_bytes(b"")


def change_a_setting(root: Path) -> None:
    (root / "pelicanconf.py").write_text("SITENAME = 'y'\n", encoding="utf-8")


def write_a_page(root: Path) -> None:
    (root / "content" / "pages" / "accessibility.md").write_text("Hello", encoding="utf-8")


def spoil_the_record(root: Path) -> None:
    (root / ".cache" / "checked.db").write_bytes(b"spoiled")


def touch(root: Path) -> None:
    os.utime(root / "content" / "stories" / "2026" / "one" / "story.md", (0, 0))


@pytest.mark.parametrize(
    "change",
    [edit, add, leave_a_photo_behind, change_a_setting, write_a_page, spoil_the_record, touch],
)
def test_any_change_is_seen(root: Path, read: list[Path], change: Callable[[Path], None]) -> None:
    check(root)
    read.clear()
    change(root)
    found = check(root)
    assert read
    assert found.problems == check(root, anew=True).problems


@pytest.mark.parametrize("later", [timedelta(days=1), timedelta(hours=2), timedelta(minutes=-1)])
def test_another_day_an_embargo_and_an_earlier_moment_are_asked_anew(
    root: Path, read: list[Path], later: timedelta
) -> None:
    write(root, "2026/later", "See [one](/stories/2026/one/).", date="2026-11-23 10:00")
    check(root)
    read.clear()
    check(root, NOW + later)
    assert read


def test_a_story_written_a_moment_ago_is_not_trusted(
    root: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodnews.jobs.check.Contents", Contents)
    check(root)
    read.clear()
    check(root)
    assert read


def test_what_was_checked_is_what_is_built(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    path = site.write("2026/one", body="The kettle goes on at six.") / "story.md"
    checked = run_check([], "text", root=site.root, trust=TRUST, now=NOW, anew=True)
    words = path.read_text(encoding="utf-8").replace("The kettle", "Ring Sam on 07700 900123. The kettle")
    path.write_text(words, encoding="utf-8")
    build_site(
        site.root, "publishconf.py", NOW, output=site.root / "output", contents=checked.contents, sweep=True
    )
    assert "The kettle goes on" in site.page("stories/2026/one")
    assert "900123" not in site.page("stories/2026/one")
