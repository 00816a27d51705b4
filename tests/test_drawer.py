"""A drawer gives back what was put in, and nothing that was not."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodnews.drawer import Drawer

ROWS = {"one": b"1", "two": b"\x00\xff\n", "Tŷ": b""}


@pytest.fixture
def drawer(tmp_path: Path) -> Drawer:
    filled = Drawer(tmp_path / "deep" / "rows.db", "a")
    filled.update({}, ROWS)
    return filled


def test_what_was_put_in_comes_back(drawer: Drawer) -> None:
    assert drawer.read() == ROWS


def test_a_drawer_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert Drawer(tmp_path / "rows.db", "a").read() == {}
    assert list(tmp_path.iterdir()) == []


def test_rows_of_another_recipe_are_forgotten(drawer: Drawer, tmp_path: Path) -> None:
    other = Drawer(tmp_path / "deep" / "rows.db", "b")
    assert other.read() == {}
    other.update({}, {"three": b"3"})
    assert other.read() == {"three": b"3"}
    assert drawer.read() == {}


@pytest.mark.parametrize("left", [{}, {"kept": b"a"}, {"gone": b"b"}])
def test_of_what_is_gone_not_a_byte_stays(tmp_path: Path, left: dict[str, bytes]) -> None:
    drawer = Drawer(tmp_path / "rows.db", "a")
    drawer.update({}, {"kept": b"a", "gone": b"What a patient said. " * 400})
    assert b"a patient said" in (tmp_path / "rows.db").read_bytes()
    drawer.update(drawer.read(), left)
    assert b"a patient said" not in (tmp_path / "rows.db").read_bytes()


def test_nothing_is_written_when_nothing_changed(drawer: Drawer, tmp_path: Path) -> None:
    before = (tmp_path / "deep" / "rows.db").stat()
    drawer.update(ROWS, dict(ROWS))
    assert (tmp_path / "deep" / "rows.db").stat() == before


@pytest.mark.parametrize(
    "spoiled",
    [b"", b"[1, 2]", b"\x80garbage", b"SQLite format 3\x00" + b"\x01" * 4000],
)
def test_a_spoiled_file_counts_as_empty_and_is_made_anew(
    drawer: Drawer, tmp_path: Path, spoiled: bytes
) -> None:
    (tmp_path / "deep" / "rows.db").write_bytes(spoiled)
    assert drawer.read() == {}
    drawer.update({}, ROWS)
    assert drawer.read() == ROWS


def test_half_a_file_gives_no_row_that_was_not_written(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path / "rows.db", "a")
    rows = {f"key {number}": bytes([number % 256]) * 500 for number in range(400)}
    drawer.update({}, rows)
    whole = (tmp_path / "rows.db").read_bytes()
    for part in (len(whole) // 2, len(whole) // 2 + 77, len(whole) - 4096):
        (tmp_path / "rows.db").write_bytes(whole[:part])
        assert drawer.read().items() <= rows.items()
        drawer.update(drawer.read(), rows)
        assert drawer.read().items() <= rows.items()


def test_a_row_that_was_altered_is_not_believed(drawer: Drawer, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "deep" / "rows.db")) as rows, rows:
        rows.execute("UPDATE kept SET value = ? WHERE key = 'one'", (b"2",))
        rows.execute("UPDATE kept SET value = 7 WHERE key = 'Tŷ'")
    assert drawer.read().keys() <= {"two"}


def test_a_journal_of_a_file_that_is_gone_is_not_played_into_a_new_one(
    drawer: Drawer, tmp_path: Path
) -> None:
    (tmp_path / "deep" / "rows.db").unlink()
    (tmp_path / "deep" / "rows.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 600)
    drawer.update({}, ROWS)
    assert drawer.read() == ROWS


def test_a_disk_that_takes_nothing_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    drawer = Drawer(tmp_path / "file" / "rows.db", "a")
    drawer.update({}, ROWS)
    assert drawer.read() == {}


def _put(file: Path, number: int) -> None:
    Drawer(file, "a").update({}, {f"{number} {row}": b"x" * row for row in range(200)})


def test_two_runs_at_once_keep_the_rows_of_both(tmp_path: Path) -> None:
    file = tmp_path / "rows.db"
    Drawer(file, "a").update({}, {"first": b"1"})
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_put, args=(file, number)) for number in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
        assert each.exitcode == 0
    assert len(Drawer(file, "a").read()) == 401


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.binary(max_size=20), max_size=6), max_size=4))
def test_after_any_changes_it_holds_the_last(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, bytes]]
) -> None:
    drawer = Drawer(tmp_path_factory.mktemp("drawer") / "rows.db", "a")
    for state in states:
        drawer.update(drawer.read(), state)
        assert drawer.read() == state
