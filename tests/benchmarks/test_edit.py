"""The table of builds after a change."""

import pytest

from benchmarks import sites
from benchmarks.edit import EDITED, SAME, run


@pytest.mark.nightly
def test_an_edit_writes_little_and_no_edit_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "find_hugo", lambda: None)
    table = run(stories=(4,), runs=1)
    rows = {(row[1], row[2].split()[0]): row for row in table.rows}
    assert rows[SAME, "ours"][5] == "0"
    assert int(rows[EDITED, "ours"][5]) > 0
    assert rows[EDITED, "stock"][7] == "1.00 / 1.00"
    assert rows[EDITED, "ours"][6] == "", "there is no ratio to somebody who isn't there"
    assert all(len(row) == len(table.columns) for row in table.rows)
