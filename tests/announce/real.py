"""A real git remote for the ledger."""

from pathlib import Path

from tests.shared import git


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
