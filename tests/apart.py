"""Programs that are run in a process of their own: one that has no threads yet may be copied (`fork`)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process safely")


def run_apart(program: str, *arguments: str, patience: float = 120) -> object:
    """Run a program with every warning an error, and read what it prints as JSON."""
    # Pelican's own use of an old library; nothing of ours.
    warnings = ["-W", "error", "-W", "ignore:pkg_resources"]
    done = subprocess.run(
        [sys.executable, *warnings, "-c", program, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=patience,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
