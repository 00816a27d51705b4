"""A real git remote for the ledger."""

import subprocess
from pathlib import Path


def git(where: Path, *arguments: str) -> str:
    """What git answers in a repository or a folder."""
    done = subprocess.run(["git", "-C", str(where), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def make_remote(root: Path) -> Path:
    """A bare repository beside the project, which is a clone with it as `origin`."""
    remote = root.parent / "remote.git"
    git(root, "init", "-q", "--bare", str(remote))
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", str(remote))
    return remote


def everything_in(remote: Path) -> str:
    """All that the remote holds, history included, as text."""
    return git(remote, "log", "--all", "-p", "--format=%H %an %ae %s %b")
