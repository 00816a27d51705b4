"""The ways in: how long each takes, and what a phone loads."""

import pytest

from benchmarks import ways
from benchmarks.ways import NEEDED
from tests.programs import needs

pytestmark = pytest.mark.nightly


def test_each_way_ends_in_a_pull_request_and_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NEEDED:
        needs(name)
    monkeypatch.setattr(ways, "TIMES", 1)
    rows = ways.run().rows
    assert [way for way, *_ in rows] == ["mail"] * 3 + ["editor"] * 4
    assert [measured.split()[-1] for *_, measured in rows] == ["nothing", "s", "s", "MB", "MB", "s", "s"]
