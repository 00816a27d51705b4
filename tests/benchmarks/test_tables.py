"""Each measurement makes its table, on sites of a few stories: each night."""

from pathlib import Path

import pytest

from benchmarks import build, checkout, checks, edit, merge, serve, sites, ways
from benchmarks.report import Table
from tests.programs import needs

pytestmark = pytest.mark.nightly


def column(table: Table, number: int) -> list[str]:
    """The first words of a column of a table whose rows are all whole."""
    assert {len(row) for row in table.rows} == {len(table.columns)}
    return [row[number].split()[0] for row in table.rows]


def test_clean_builds_set_everybody_side_by_side(hugo: Path) -> None:
    table = build.run(stories=(2, 4), runs=1, echo=lambda _: None)
    assert column(table, 0) == ["2"] * 4 + ["4"] * 4
    assert column(table, 1) == ["ours,", "Hugo", "stock", "ours"] * 2
    rows = {(row[0], row[1]): row for row in table.rows}
    for size in ("2", "4"):
        assert rows[size, "Hugo 0.1.2"][6].startswith("1.00 / ")
        assert all(float(rows[size, "ours"][number].split(" / ")[0]) > 0 for number in (3, 6, 7))


def test_a_fresh_checkout_is_set_beside_a_build_with_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout, "PHOTOS", 2)
    monkeypatch.setattr(checkout, "MEGABYTES", 0.1)
    table = checkout.run(stories=(3,), runs=1, echo=lambda _: None)
    assert column(table, 1) == ["nothing", "of", "a"]
    assert float(table.rows[2][3]) > 0


def test_a_site_is_checked_from_nothing_and_again() -> None:
    table = checks.run(stories=(3,), runs=1, echo=lambda _: None)
    assert column(table, 1) == ["cold", "nothing", "one"]
    assert table.rows[0][3] == "1.00"


def test_an_edit_writes_little_and_no_edit_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "find_hugo", lambda: None)
    table = edit.run(stories=(4,), runs=1)
    rows = {(row[1], who): row for row, who in zip(table.rows, column(table, 2), strict=True)}
    assert rows[edit.SAME, "ours"][5] == "0"
    assert int(rows[edit.EDITED, "ours"][5]) > 0
    assert rows[edit.EDITED, "stock"][7] == "1.00 / 1.00"
    assert rows[edit.EDITED, "ours"][6] == "", "there is no ratio to somebody who isn't there"


def test_each_way_to_deliver_is_measured_job_by_job_and_in_all() -> None:
    table = merge.run(stories=(2,), runs=1, echo=lambda _: None)
    jobs = {way: [row[2] for row in table.rows if row[1] == way] for _, way, *_ in table.rows}
    assert jobs == {
        "a branch": ["build", "deploy", "announce", "in all"],
        "GitHub Pages": ["build", "announce", "in all"],
        "the clock": ["due, and nothing is"],
    }
    assert all(float(processor) > 0 for *_, processor, _ in table.rows)


def test_edits_are_timed_until_a_browser_is_told_of_a_page_that_has_them() -> None:
    (row,) = serve.run(stories=(3,), runs=2, echo=lambda _: None).rows
    stories, middle, worst, _target, before, after = row
    assert stories == "3"
    assert 0 < float(middle) <= float(worst)
    assert min(float(before), float(after)) > 20


def test_each_way_in_ends_in_a_pull_request_and_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ways.NEEDED:
        needs(name)
    monkeypatch.setattr(ways, "TIMES", 1)
    rows = ways.run().rows
    assert [way for way, *_ in rows] == ["mail"] * 3 + ["editor"] * 4
    assert [measured.split()[-1] for *_, measured in rows] == ["nothing", "s", "s", "MB", "MB", "s", "s"]
