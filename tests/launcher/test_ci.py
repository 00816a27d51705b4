"""What CI runs: nothing but the README's own test command, on a machine that has what it needs."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from .conftest import ROOT

INV = '#!/bin/sh\necho "inv $*"\ngit config user.useConfigOnly\ngit config user.name || echo "nobody"\n'
REAL = ("dirname", "env", "git", "mktemp", "rm", "sh", "true")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    (made / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/run", made / ".ci/run")
    write(made / "inv", INV)
    return made


def write(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)


def run(project: Path, programs: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run it on a machine that has only these programs, with a home whose git has a name in it."""
    bin_folder, home = project.parent / "bin", project.parent / "home"
    bin_folder.mkdir()
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Somebody\n", encoding="utf-8")
    for name in REAL:
        (bin_folder / name).symlink_to(shutil.which(name) or name)
    for name, script in programs.items():
        write(bin_folder / name, f"#!/bin/sh\n{script}\n")
    return subprocess.run(
        ["sh", str(project / ".ci/run")],
        cwd="/",
        env={"PATH": str(bin_folder), "HOME": str(home), "TMPDIR": os.environ.get("TMPDIR", "/tmp")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


INSTALLED = {"dpkg-query": "echo installed", "chromium": "true", "id": "echo 1000", "npm": "true"}


def test_the_browser_tools_come_at_their_locked_versions(project: Path) -> None:
    ran = run(project, INSTALLED | {"npm": 'echo "npm $1"'})
    assert ran.stdout.startswith("npm ci\n")


def test_it_calls_the_readmes_test_command_and_nobodys_git_name_helps(project: Path) -> None:
    ran = run(project, INSTALLED)
    assert ran.stdout.splitlines() == ["inv test", "true", "nobody"]
    assert ran.returncode == 0
    assert "\n./inv test " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_exit_code_is_that_of_the_tests(project: Path) -> None:
    write(project / "inv", "#!/bin/sh\nexit 1\n")
    assert run(project, INSTALLED).returncode == 1


def test_a_missing_chromium_is_a_failure_and_not_a_skipped_test(project: Path) -> None:
    ran = run(project, {name: script for name, script in INSTALLED.items() if name != "chromium"})
    assert ran.returncode == 1
    assert "Chromium is missing" in ran.stderr


def test_somebody_who_may_not_install_is_told_what_to_ask_for(project: Path) -> None:
    only_git = 'case "$*" in *" git") echo installed;; esac'
    ran = run(project, {"dpkg-query": only_git, "id": "echo 1000"})
    assert ran.returncode == 1
    assert "only root can install it" in ran.stderr
    assert "apt-get install" in ran.stderr
    assert " chromium" in ran.stderr
    assert " git " not in ran.stderr


@pytest.mark.parametrize(("user", "sudo"), [("0", ""), ("1000", 'shift; exec "$@"')])
def test_root_installs_what_is_missing_and_so_does_somebody_with_sudo(
    project: Path, user: str, sudo: str
) -> None:
    programs = {
        "dpkg-query": "true",
        "id": f"echo {user}",
        "apt-get": 'echo "apt-get $*"',
        "chromium": "true",
        "npm": "true",
    }
    ran = run(project, programs | ({"sudo": sudo} if sudo else {}))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(
        "apt-get -q update\napt-get -q install -y --no-install-recommends git python3 "
    )
