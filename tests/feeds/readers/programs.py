"""Feed readers that come as programs, run in a folder of their own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def find_program(name: str, package: str) -> str:
    """Where a program is. A test that can't run fails, and says how to get it."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is not installed. On Debian: apt-get install {package} (or run .ci/run).")
    return found


def run(command: list[str], home: Path) -> str:
    """Run a program with nothing of this machine's user, and give what it printed."""
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TMPDIR": str(home)}
    done = subprocess.run(
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
