"""What can't be tested here is left out and named, and in CI it fails."""

from types import SimpleNamespace

import pytest

from tests import programs
from tests.programs import left_out, needs, needs_module


@pytest.fixture(autouse=True)
def nothing_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find_program", lambda _name: None)
    monkeypatch.delenv("CI", raising=False)


def test_a_test_without_its_program_is_left_out_and_says_how_to_get_it() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"caddy .*apt-get install caddy"):
        needs("caddy")
    with pytest.raises(pytest.skip.Exception, match=r"the rules .*npm ci"):
        needs_module("nowhere.js", "the rules")


def test_in_ci_nothing_may_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install rss2email"):
        needs("r2e")


def test_the_end_names_each_missing_thing_once() -> None:
    def skipped(reason: str) -> SimpleNamespace:
        return SimpleNamespace(longrepr=("a.py", 1, f"Skipped: {reason}"))

    reasons = ["not here: caddy (get it)", "only on Linux", "not here: java (x)", "not here: caddy (get it)"]
    reports = [skipped(reason) for reason in reasons]
    assert left_out(reports) == ["2 tests need caddy (get it)", "1 test needs java (x)"]  # type: ignore[arg-type]
