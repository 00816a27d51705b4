"""What is locked is what the ranges in pyproject.toml give, and the same in every lock file."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from uv import find_uv_bin

from tests.programs import leave_out

from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-eyes.txt": PROJECT["dependencies"] + EXTRAS["eyes"],
    "requirements-dev.txt": PROJECT["dependencies"] + EXTRAS["eyes"] + EXTRAS["dev"],
}

SOURCES = dict.fromkeys(LOCKS, "pyproject.toml") | {
    "requirements-build.txt": "setuptools",
    "requirements-uv.txt": "uv",
}
COMMANDS = re.findall(
    r"^uv (pip compile .+ -o (\S+))$",
    (ROOT / "docs/working-on-the-program.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
"""As they are documented, each with the file that it makes."""


def locked(name: str) -> dict[str, set[str]]:
    """Each package's versions in a lock file: more than one where systems differ."""
    versions: dict[str, set[str]] = {}
    for line in re.findall(r"^[\w.-]+==\S+.*?(?= \\$|$)", (ROOT / name).read_text("utf-8"), re.MULTILINE):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(dict(default_environment())):
            version = next(iter(requirement.specifier)).version
            versions.setdefault(canonicalize_name(requirement.name), set()).add(version)
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_every_range_is_locked_to_a_version_within_it(name: str) -> None:
    versions = locked(name)
    for text in LOCKS[name]:
        requirement = Requirement(text)
        if requirement.name == PROJECT["name"]:
            continue
        (version,) = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), text


def test_no_two_lock_files_disagree() -> None:
    everyday, eyes, developer = (locked(name) for name in LOCKS)
    assert everyday.items() <= eyes.items()
    assert eyes.items() <= developer.items()


def entries(lock: Path) -> list[str]:
    return [line.rstrip(" \\") for line in lock.read_text(encoding="utf-8").splitlines()]


@pytest.mark.nightly
@pytest.mark.parametrize("name", SOURCES)
def test_the_documented_command_gives_what_is_locked(
    name: str, launcher: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_HTTP_TIMEOUT", "60")
    monkeypatch.setenv("UV_HTTP_RETRIES", "5")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / name, tmp_path)  # what is locked there is kept while it fits
    (tmp_path / "tool.txt").write_text(SOURCES[name], encoding="utf-8")
    commands = {file: command for command, file in COMMANDS}
    as_above = commands["requirements.txt"].replace("pyproject.toml", "tool.txt")
    command = commands.get(name) or as_above.replace("requirements.txt", name)
    ran = subprocess.run(
        [find_uv_bin(), *command.split()],
        cwd=tmp_path,
        env=launcher.quiet_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if "Failed to fetch" in ran.stderr or "network was disabled" in ran.stderr:
        leave_out("the package index", "connect this machine to it")
    assert ran.returncode == 0, ran.stderr
    given, ours = entries(tmp_path / name), entries(ROOT / name)
    # A file that was uploaded after we locked, for yet another system, is no other package.
    later = {line for line in given if line.lstrip().startswith("--hash")} - set(ours)
    assert [line for line in given if line not in later] == ours


def test_what_is_installed_fits_together() -> None:
    command = [find_uv_bin(), "pip", "check", "--python", sys.executable]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
