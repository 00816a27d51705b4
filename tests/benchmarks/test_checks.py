"""The table of checking a site."""

import pytest

from benchmarks.checks import run


@pytest.mark.nightly
def test_a_site_is_checked_from_nothing_and_again() -> None:
    table = run(stories=(3,), runs=1, echo=lambda _words: None)
    assert [row[1] for row in table.rows] == ["cold", "nothing changed", "one story edited"]
    assert table.rows[0][3] == "1.00"
