"""What many tests use: git, the files of a folder, waiting, and what several test processes share."""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.git import git_environ

_GIT = ("git", "-c", "user.name=A test", "-c", "user.email=test@merrowdale.example")
_PLAIN = ("-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")


def git(folder: Path, *words: str) -> str:
    """Run git as somebody made up, and give what it says."""
    command, environ = [*_GIT, *_PLAIN, *words], git_environ(os.environ)
    ran = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=environ)
    return ran.stdout.strip()


def start_repository(folder: Path) -> None:
    """Begin a repository, whose first commit has all that is in the folder."""
    for words in ("init -q -b main", "add .", "commit -q --allow-empty -m Begin"):
        git(folder, *words.split())


def make_remote(root: Path) -> Path:
    """A bare repository beside a project, which becomes a repository with it as `origin`."""
    remote = root.parent / "remote.git"
    git(root, "init", "-q", "--bare", str(remote))
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", str(remote))
    return remote


def pretend_another_user(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git take every repository for another user's; its program stands in the folder from now on."""
    # Git's own tests pretend in this way, as only root can have a folder of somebody else's.
    program = folder / "git"
    folder.mkdir(exist_ok=True)
    nobodys = "GIT_CONFIG_GLOBAL=/dev/null"  # CI trusts every repository
    pretending = f'{nobodys} GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {shutil.which("git")} "$@"'
    program.write_text(f"#!/bin/sh\n{pretending}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to become true, and fail when it does not in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this run's own that `make` fills, once among all the processes of the run."""
    base = factory.getbasetemp()
    # Each process that pytest-xdist starts has a folder of its own below the run's.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder.with_suffix(".done")
        if not done.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            done.touch()
    return folder
