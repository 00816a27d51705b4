"""The table of edits under the preview, by a real preview in a process of its own."""

import pytest

from benchmarks.serve import run


@pytest.mark.nightly
def test_edits_are_timed_until_a_browser_is_told_of_a_page_that_has_them() -> None:
    said: list[str] = []
    (row,) = run(stories=(3,), runs=2, echo=said.append).rows
    stories, middle, worst, _target, before, after = row
    assert stories == "3"
    assert 0 < float(middle) <= float(worst)
    assert float(before) > 20
    assert float(after) > 20
    assert len([words for words in said if "edit" in words]) == 2
