"""The cache gives back what was put in, and nothing that was not."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodnews.cache import MADE_HERE, SqliteCache, code_version, refuse_committed_caches
from goodnews.files import stamp_of
from goodnews.problems import CommandError
from tests.shared import git

ROWS = {"one": b"1", "two": b"\x00\xff\n", "Tŷ": b""}


@pytest.fixture
def cache(tmp_path: Path) -> SqliteCache:
    filled = SqliteCache(tmp_path / "deep" / "rows.db", "a")
    filled.replace("x", ROWS)
    return filled


def test_what_was_put_in_comes_back(cache: SqliteCache) -> None:
    assert cache.entries("x") == ROWS


def test_a_row_about_a_file_whose_name_is_no_text_is_not_kept(cache: SqliteCache) -> None:
    cache.replace("x", {**ROWS, "ward-\udcff.jpg": b"1"})
    assert cache.entries("x") == ROWS


def test_a_cache_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert SqliteCache(tmp_path / "rows.db", "a").entries("x") == {}
    assert list(tmp_path.iterdir()) == []


def test_rows_of_another_version_are_forgotten(cache: SqliteCache, tmp_path: Path) -> None:
    other = SqliteCache(tmp_path / "deep" / "rows.db", "b")
    assert other.entries("x") == {}
    other.replace("x", {"three": b"3"})
    assert other.entries("x") == {"three": b"3"}
    assert cache.entries("x") == {}


@pytest.mark.parametrize("left", [{}, {"kept": b"a"}, {"gone": b"b"}])
def test_of_what_is_gone_not_a_byte_stays(tmp_path: Path, left: dict[str, bytes]) -> None:
    cache = SqliteCache(tmp_path / "rows.db", "a")
    cache.replace("x", {"kept": b"a", "gone": b"What a patient said. " * 400})
    assert b"a patient said" in (tmp_path / "rows.db").read_bytes()
    cache.replace("x", left)
    assert b"a patient said" not in (tmp_path / "rows.db").read_bytes()


def test_nothing_is_written_when_nothing_changed(cache: SqliteCache, tmp_path: Path) -> None:
    before = stamp_of(tmp_path / "deep" / "rows.db")
    cache.replace("x", dict(ROWS))
    assert stamp_of(tmp_path / "deep" / "rows.db") == before


@pytest.mark.parametrize("spoiled", [b"", b"[1, 2]", b"\x80garbage", b"SQLite format 3\x00" + b"\x01" * 4000])
def test_a_spoiled_file_counts_as_empty_and_is_made_anew(
    cache: SqliteCache, tmp_path: Path, spoiled: bytes
) -> None:
    (tmp_path / "deep" / "rows.db").write_bytes(spoiled)
    assert cache.entries("x") == {}
    cache.replace("x", ROWS)
    assert cache.entries("x") == ROWS


def test_half_a_file_gives_no_row_that_was_not_written(tmp_path: Path) -> None:
    cache = SqliteCache(tmp_path / "rows.db", "a")
    rows = {f"key {number}": bytes([number % 256]) * 500 for number in range(400)}
    cache.replace("x", rows)
    whole = (tmp_path / "rows.db").read_bytes()
    for part in (len(whole) // 2, len(whole) // 2 + 77, len(whole) - 4096):
        (tmp_path / "rows.db").write_bytes(whole[:part])
        assert cache.entries("x").items() <= rows.items()
        cache.replace("x", rows)
        assert cache.entries("x").items() <= rows.items()


def test_a_row_that_was_altered_is_not_believed(cache: SqliteCache, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "deep" / "rows.db")) as rows, rows:
        rows.execute("UPDATE entries SET value = ? WHERE key = 'one'", (b"2",))
        rows.execute("UPDATE entries SET value = 7 WHERE key = 'Tŷ'")
    assert cache.entries("x").keys() <= {"two"}


def test_a_journal_of_a_file_that_is_gone_is_not_played_into_a_new_one(
    cache: SqliteCache, tmp_path: Path
) -> None:
    (tmp_path / "deep" / "rows.db").unlink()
    (tmp_path / "deep" / "rows.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 600)
    cache.replace("x", ROWS)
    assert cache.entries("x") == ROWS


def test_a_disk_that_takes_nothing_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = SqliteCache(tmp_path / "file" / "rows.db", "a")
    cache.replace("x", ROWS)
    assert cache.entries("x") == {}


def _put(file: Path, number: int) -> None:
    SqliteCache(file, "a").replace(f"run {number}", {f"{row}": b"x" * row for row in range(200)})


def test_two_runs_at_once_keep_the_rows_of_both(tmp_path: Path) -> None:
    file = tmp_path / "rows.db"
    SqliteCache(file, "a").replace("x", {"first": b"1"})
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_put, args=(file, number)) for number in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
        assert each.exitcode == 0
    cache = SqliteCache(file, "a")
    assert [len(cache.entries(kind)) for kind in ("x", "run 0", "run 1")] == [1, 200, 200]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.binary(max_size=20), max_size=6), max_size=4))
def test_after_any_changes_it_holds_the_last(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, bytes]]
) -> None:
    cache = SqliteCache(tmp_path_factory.mktemp("cache") / "rows.db", "a")
    for state in states:
        cache.replace("x", state)
        assert cache.entries("x") == state


def test_one_kind_knows_nothing_of_another(cache: SqliteCache) -> None:
    cache.replace("y", {"one": b"2"})
    cache.replace("x", {})
    assert (cache.entries("x"), cache.entries("y")) == ({}, {"one": b"2"})


def test_other_code_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "goodnews"
    package.mkdir()
    monkeypatch.setattr("goodnews.cache.PACKAGE", package)
    versions = set()
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b.toml", "2"), ("../requirements.txt", "x==1")):
        (package / name).write_text(text, encoding="utf-8")
        code_version.cache_clear()
        versions.add(code_version())
    code_version.cache_clear()
    assert len(versions) == 4


@pytest.mark.parametrize("folder", [*MADE_HERE, "Output", ".Cache", "PUBLIC"])
def test_a_cache_in_git_stops_the_build(tmp_path: Path, folder: str) -> None:
    git(tmp_path, "init")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "planted.json").write_text("{}", encoding="utf-8")
    refuse_committed_caches(tmp_path)
    git(tmp_path, "add", "--force", folder)
    with pytest.raises(CommandError, match="only this machine may write"):
        refuse_committed_caches(tmp_path)


def test_a_folder_without_git_is_fine(tmp_path: Path) -> None:
    refuse_committed_caches(tmp_path)
