"""`./inv test` runs everything, and says what is not sound."""

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from goodnews.jobs import test as job


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were run; one with `mypy` in it fails."""
    seen: list[list[str]] = []

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        seen.append(command)
        return SimpleNamespace(returncode=int("mypy" in command))

    monkeypatch.setattr(subprocess, "run", run)
    return seen


def test_a_failure_hides_no_other_check_and_ends_with_1(
    tmp_path: Path, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert job.run_tests(tmp_path, "python", "", {}) == 1
    assert [command[2].split()[0] for command in ran] == ["ruff", "ruff", "mypy", "from", "pytest"]
    assert "Not sound yet: types." in capsys.readouterr().out


def test_only_some_tests_are_run_alone(tmp_path: Path, ran: list[list[str]]) -> None:
    assert job.run_tests(tmp_path, "python", "feeds", {}) == 0
    (command,) = ran
    assert command[-2:] == ["-k", "feeds"]
