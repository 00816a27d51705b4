"""`./inv test` gets what it needs, runs what was asked for, and says what is not sound, and its time."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from goodnews.commands import test as job


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The commands that were run; one with `mypy` in it fails. Every program is here, but for apt-get."""
    commands: list[list[str]] = []

    def run(command: list[str], **more: Any) -> SimpleNamespace:
        commands.append(command)
        assert "PYTHONDONTWRITEBYTECODE" not in (more.get("env") or {}) or "pytest" not in command
        code = int("mypy" in command)
        return SimpleNamespace(returncode=code, stdout=[f"{command[2]} says so\n"], wait=lambda: code)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(subprocess, "Popen", run)
    machine(monkeypatch, *job.PROGRAMS)
    return commands


def machine(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    """A machine that has these programs and no others."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    found = {name: f"/usr/bin/{name}" for name in programs}
    monkeypatch.setattr(shutil, "which", lambda name, path=None: found.get(name))
    monkeypatch.setattr(job, "find_library", lambda name: found.get(f"lib{name}"))


def test_a_failure_hides_no_other_check_and_ends_with_1(
    tmp_path: Path, ran: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert job.run_tests(tmp_path, "python", {"PYTHONDONTWRITEBYTECODE": "1"}) == 1
    assert [command[2].split()[0] for command in ran] == ["ruff", "ruff", "mypy", "from", "pytest"]
    said = capsys.readouterr().out
    assert "— types\nmypy says so\n— arrows\n" in said
    assert re.search(r"Not sound yet: types\. It took 0 min \d s\.", said)


def test_only_some_tests_are_run_alone(tmp_path: Path, ran: list[list[str]]) -> None:
    assert job.run_tests(tmp_path, "python", {}, only="feeds") == 0
    assert job.test_arguments({}, only="tests/feeds", everything=False) == ["tests/feeds"]
    (command,) = ran
    assert command[-2:] == ["-k", "feeds"]


def test_what_is_for_the_night_is_run_when_asked_for_and_then_coverage_is_measured() -> None:
    usual = job.test_arguments({"TEST_WORKERS": "3"}, only="", everything=False)
    assert usual == ["-n", "3", "--dist", "worksteal"]
    night = job.test_arguments({}, only="", everything=True)
    assert night[:2] == ["-m", "not real_bluesky"]
    assert "--cov" in night


@pytest.mark.parametrize(("user", "before"), [(0, []), (1000, ["sudo", "-n"])])
def test_what_is_missing_is_installed_by_whoever_may(
    ran: list[list[str]], monkeypatch: pytest.MonkeyPatch, user: int, before: list[str]
) -> None:
    machine(monkeypatch, *set(job.PROGRAMS) - {"caddy", "r2e", "libfribidi"}, "apt-get", "sudo")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    job.get_programs()
    assert [command[-1] for command in ran if "install" in command] == ["rss2email", "caddy", "libfribidi0"]
    assert all(command[: len(before)] == before for command in ran)


@pytest.mark.parametrize("programs", [[*job.PROGRAMS, "apt-get"], ["git"], ["git", "apt-get"]])
def test_nothing_is_installed_where_nothing_is_missing_or_nobody_may(
    ran: list[list[str]], monkeypatch: pytest.MonkeyPatch, programs: list[str]
) -> None:
    machine(monkeypatch, *programs)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    job.get_programs()
    assert ran == []


def test_the_browser_tools_come_once_at_their_locked_versions(tmp_path: Path, ran: list[list[str]]) -> None:
    folder = tmp_path / "tests/browser"
    (folder / "node_modules").mkdir(parents=True)
    packages = {"": {"name": "tests"}, "node_modules/axe-core": {"version": "4"}}
    (folder / "package-lock.json").write_text(json.dumps({"packages": packages}))
    job.get_browser_tools(tmp_path)
    assert [command[1] for command in ran] == ["ci"]
    (folder / "node_modules/.package-lock.json").write_text(json.dumps({"packages": packages}))
    job.get_browser_tools(tmp_path)
    assert len(ran) == 1


def test_a_browser_elsewhere_is_found_where_it_is_said_to_be() -> None:
    assert job.find_program("chromium", {"CHROMIUM": "/opt/browser"}) == "/opt/browser"
