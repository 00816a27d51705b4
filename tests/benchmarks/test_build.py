"""The table of clean builds."""

from pathlib import Path

from benchmarks.build import run


def test_the_table_sets_everybody_side_by_side_and_says_how_they_grow(hugo: Path) -> None:
    said: list[str] = []
    table = run(stories=(2, 4), runs=1, say=said.append)
    rows = {(row[0], row[1]): row for row in table.rows}
    for size in ("2", "4"):
        names = [name for stories, name in rows if stories == size]
        assert [name.split()[0] for name in names] == ["ours,", "Hugo", "stock", "ours", "ours,", "ours,"]
        assert rows[size, "Hugo 0.1.2"][5] == "1.00"
        ours = rows[size, "ours"]
        assert float(ours[3]) > 0
        assert float(ours[5]) > 0
        assert float(ours[6]) > 0
    assert rows["4 against 2", "ours: time a story"][3].startswith("× ")
    assert rows["4 against 2", "ours: time a story"][7] == "grows ≤ 1.20"
    assert "4 stories: ours, run 1 of 1" in " ".join(said)
    assert all(len(row) == len(table.columns) for row in table.rows)
