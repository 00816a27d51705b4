"""Programs that are run in a process of their own, where they may be copied (`fork`), or killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process safely")


def run_apart(program: str, *arguments: str, patience: float = 120) -> object:
    """Run a program with every warning an error, and read what it prints as JSON."""
    warnings = ["-W", "error"]
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


def kill_all(process: "subprocess.Popen[bytes]") -> bool:
    """Kill the leader of a session and all that it started, and say whether it was still running.

    A busy machine takes a moment until the last of them is gone, and lets go of what it held.
    """
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    return True
