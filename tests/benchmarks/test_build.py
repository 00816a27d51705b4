"""The table of clean builds."""

from pathlib import Path

import pytest

from benchmarks.build import run


@pytest.mark.nightly
def test_the_table_sets_everybody_side_by_side(hugo: Path) -> None:
    said: list[str] = []
    table = run(stories=(2, 4), runs=1, echo=said.append)
    rows = {(row[0], row[1]): row for row in table.rows}
    for size in ("2", "4"):
        names = [name for stories, name in rows if stories == size]
        assert [name.split()[0] for name in names] == ["ours,", "Hugo", "stock", "ours", "ours,"]
        assert rows[size, "Hugo 0.1.2"][6].startswith("1.00 / ")
        assert all(
            float(cell.split(" / ")[0]) > 0 for cell in (rows[size, "ours"][3], *rows[size, "ours"][6:8])
        )
    assert "4 stories: ours, run 1 of 1" in " ".join(said)
    assert all(len(row) == len(table.columns) for row in table.rows)
