"""Feed readers that come as programs, run in a folder of their own."""

import os
import subprocess
from pathlib import Path


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
