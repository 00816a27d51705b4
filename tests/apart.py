"""Programs in a process of their own: run to their end, killed, or serving while a block runs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until somebody answers at the port, or say what the server said."""
    for _ in range(600):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    pytest.fail(f"The server did not start: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def running(words: list[str], port: int, log: Path, environ: Mapping[str, str]) -> Iterator[None]:
    """Run a server for the length of the block."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env={**os.environ, **environ}
        )
    try:
        wait_for(port, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
