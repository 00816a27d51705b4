"""What CI runs: nothing but the README's own test command, with nobody's git settings."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.programs import UNIX_ONLY

from .conftest import ROOT

pytestmark = UNIX_ONLY
INV = """#!/bin/sh
echo "inv $*, CI=$CI"
git config user.useConfigOnly
git config user.name || echo "nobody"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    (made / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/run", made / ".ci/run")
    write(made / "inv", INV)
    return made


def write(path: Path, script: str) -> None:
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)


def run(project: Path) -> subprocess.CompletedProcess[str]:
    """Run it with a home whose git has a name in it."""
    home = project.parent / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Somebody\n", encoding="utf-8")
    return subprocess.run(
        ["sh", str(project / ".ci/run")],
        cwd="/",
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_calls_the_readmes_test_command_and_nobodys_git_name_helps(project: Path) -> None:
    ran = run(project)
    assert ran.stdout.splitlines() == ["inv test --all, CI=true", "true", "nobody"]
    assert ran.returncode == 0
    assert "\n./inv test " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_exit_code_is_that_of_the_tests(project: Path) -> None:
    write(project / "inv", "#!/bin/sh\nexit 1\n")
    assert run(project).returncode == 1
