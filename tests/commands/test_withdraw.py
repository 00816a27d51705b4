"""Marking a story withdrawn touches one line and nothing else."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.commands.withdraw import run_withdraw, withdraw_text
from goodnews.problems import CommandError
from goodnews.story import parse_story

TEXT = """---
# a remark that stays
title: "Coming off shift: a night on Ward 7"
summary: What it was like.
date: 2026-11-20 07:45
category: "People"   # with spaces after
---
Text with --- in it.

---

More.
"""
DAY = date(2026, 12, 1)


def test_the_story_reads_as_withdrawn_and_everything_else_is_as_it_was() -> None:
    after = withdraw_text(TEXT.encode(), "consent withdrawn", DAY).decode()
    line = 'withdrawn: {on: 2026-12-01, reason: "consent withdrawn"}\n'
    assert after.replace(line, "") == TEXT
    parsed = parse_story(after, "story.md")
    assert parsed.meta is not None
    assert parsed.meta.withdrawn is not None
    assert (parsed.meta.withdrawn.on, parsed.meta.withdrawn.reason) == (DAY, "consent withdrawn")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_are_kept(ends: str, mark: bytes) -> None:
    before = mark + TEXT.replace("\n", ends).encode()
    after = withdraw_text(before, "x", DAY)
    line = f'withdrawn: {{on: 2026-12-01, reason: "x"}}{ends}'.encode()
    assert after.count(line) == 1
    assert after.replace(line, b"") == before


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60))
def test_any_reason_on_one_line_leaves_a_file_that_can_be_read(reason: str) -> None:
    if not reason.strip():
        return
    parsed = parse_story(withdraw_text(TEXT.encode(), reason, DAY).decode(), "story.md")
    assert parsed.meta is not None, parsed.problems
    assert parsed.meta.withdrawn is not None


@pytest.mark.parametrize(
    ("text", "reason", "what"),
    [
        (TEXT, "", "needs a reason"),
        (TEXT, "two\nlines", "needs a reason"),
        ("No front matter.", "x", "no front matter"),
        ("---\ntitle: never closed\n", "x", "no front matter"),
        (
            TEXT.replace("category", "withdrawn: {on: 2026-11-30, reason: y}\ncategory"),
            "x",
            "withdrawn already",
        ),
    ],
)
def test_what_cannot_be_marked_is_said_plainly(text: str, reason: str, what: str) -> None:
    with pytest.raises(CommandError, match=what):
        withdraw_text(text.encode(), reason, DAY)


def make(root: Path, text: str = TEXT) -> Path:
    file = root / "content/stories/2026/night-on-ward-7/story.md"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    "name",
    [
        "2026/night-on-ward-7",
        "content/stories/2026/night-on-ward-7/",
        "stories/2026/night-on-ward-7/story.md",
    ],
)
def test_the_task_marks_the_file_and_says_what_comes_next(tmp_path: Path, name: str) -> None:
    file = make(tmp_path)
    done = run_withdraw(tmp_path, name, "consent withdrawn", datetime(2026, 12, 1, 0, 30, tzinfo=UTC))
    assert 'withdrawn: {on: 2026-12-01, reason: "consent withdrawn"}' in file.read_text()
    said = "\n".join(done)
    assert "inv publish" in said
    assert "./inv purge 2026/night-on-ward-7\n" in said
    assert "can't be recalled" in said


@pytest.mark.parametrize("name", ["night-on-ward-7", "2026/night-on-ward-6", "2025/night-on-ward-7"])
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(tmp_path: Path, name: str) -> None:
    make(tmp_path)
    with pytest.raises(CommandError, match=r"Did you mean 2026/night-on-ward-7\?"):
        run_withdraw(tmp_path, name, "x", datetime(2026, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", ["", "2026/other", "../../etc", "/etc/passwd", "2026"])
def test_a_story_that_is_not_there_changes_nothing(tmp_path: Path, name: str) -> None:
    file = make(tmp_path)
    with pytest.raises(CommandError, match="There is no story"):
        run_withdraw(tmp_path, name, "x", datetime(2026, 12, 1, tzinfo=UTC))
    assert file.read_text() == TEXT


def test_a_story_with_mistakes_can_be_withdrawn_as_well(tmp_path: Path) -> None:
    file = make(tmp_path, TEXT.replace("summary:", "sumary:"))
    run_withdraw(tmp_path, "2026/night-on-ward-7", "x", datetime(2026, 12, 1, tzinfo=UTC))
    assert "\nwithdrawn: {on: 2026-12-01" in file.read_text()
