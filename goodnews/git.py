"""Git, as everything here runs it: in one repository, in English, without a question to anybody."""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from goodnews.problems import CommandError
from goodnews.programs import Completed, find_program, run_program

_HOW = "Get it from git-scm.com, or your software centre."
_FIX = "Nothing was changed. See what git says, then run this again."
BY_US = ("-c", "user.name=Show them ours", "-c", "user.email=publish@localhost", "-c", "commit.gpgsign=false")
"""Options for a commit that no person makes."""
_DUBIOUS = re.compile(
    r"detected dubious ownership in repository at '(?P<path>.+)'(?:(?s:.)*?(?P<remedy>git config .*safe.*))?"
)
_PASSED_ON = frozenset({"GIT_SSH_COMMAND", "GIT_SSH", "GIT_ASKPASS"})


class GitError(CommandError):
    """Git refused; `complaint` is why, in its own words."""

    def __init__(self, complaint: str, hint: str = _FIX) -> None:
        self.complaint = complaint
        super().__init__(f"git failed: {complaint}", hint)


class RepositoryNotTrusted(CommandError):
    """Git reads nothing in a folder of another user: no GitError, as nobody may take it for no repository."""


@dataclass(frozen=True)
class Git:
    """Git in one repository.

    Attributes:
        folder: where it runs: a work tree or a folder below it, or a bare repository.
        environ: what git's own settings and credentials come from.
        git_dir: the repository itself, where it is not found from the folder.
        limit: seconds after which it is stopped.
        index: the index it works on, where that is not the repository's own.
    """

    folder: Path | None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    git_dir: Path | None = None
    limit: float = 3600.0
    index: str = ""

    def try_run(self, *arguments: str, stdin: bytes = b"") -> Completed:
        """Run git, and give what it said, also when it failed.

        RepositoryNotTrusted when the repository is another user's.
        """
        where = [f"--git-dir={self.git_dir}"] if self.git_dir else []
        completed = run_program(
            [find_program("git", _HOW), *where, *arguments],
            folder=self.folder,
            environ=git_environ(self.environ) | ({"GIT_INDEX_FILE": self.index} if self.index else {}),
            stdin=stdin,
            limit=self.limit,
        )
        if completed.code and (folder := _DUBIOUS.search(completed.stderr.decode("utf-8", "replace"))):
            remedy = folder["remedy"] or f"git config --global --add safe.directory '{folder['path']}'"
            raise RepositoryNotTrusted(
                f"{folder['path']} belongs to another user of this machine, so git reads nothing in it.",
                f"Work in a clone of your own. Do you trust that one? Then run: {remedy}",
            )
        return completed

    def run(self, *arguments: str, stdin: bytes = b"", allowed: tuple[int, ...] = (0,)) -> bytes:
        """Run git, and give what it answered.

        GitError when it ended with a code that is not one of `allowed`.
        """
        completed = self.try_run(*arguments, stdin=stdin)
        if completed.code not in allowed:
            raise GitError(completed.complaint)
        return completed.stdout

    def text(self, *arguments: str, allowed: tuple[int, ...] = (0,)) -> str:
        """The same as one line of text."""
        return self.run(*arguments, allowed=allowed).decode("utf-8", "replace").strip()

    def names(self, *arguments: str) -> list[str]:
        """The same as names or rows, as git lists them with `-z`: letter for letter, whatever is in them."""
        return [name for name in self.run(*arguments).decode("utf-8", "surrogateescape").split("\0") if name]

    def tree(self, commit: str, folder: str = "") -> dict[str, str]:
        """A commit's files by path, mode and blob `100644 7ef0…`; of a folder (`a/b/`) its own alone."""
        where = (commit, folder) if folder else ("-r", commit)
        entries = (entry.partition("\t") for entry in self.names("ls-tree", "-z", *where))
        return {path: " ".join(facts.split()[::2]) for facts, _, path in entries}

    def write(self, data: bytes) -> str:
        """Keep a file's bytes, and give the name of the blob."""
        return self.run("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def commit(
        self, parent: str, files: Mapping[str, str | None], message: str, by: Sequence[str] = ()
    ) -> str:
        """Make a commit on top of another, and give its name; nothing is checked out.

        `files` are mode and blob, `100644 7ef0…`, of each file that changes, None for one to remove; `by`
        options for who makes it, if not the person here.
        """
        # What is removed goes first: a folder may come where a file was. It takes any name of a blob.
        changes = sorted(files.items(), key=lambda change: change[1] is not None)
        rows = "".join(f"{entry or f'0 {parent}'}\t{path}\0" for path, entry in changes)
        with tempfile.TemporaryDirectory() as folder:
            git = replace(self, index=f"{folder}/index")
            git.run("read-tree", parent)
            git.run("update-index", "-z", "--index-info", stdin=rows.encode("utf-8", "surrogateescape"))
            return git.text(*by, "commit-tree", git.text("write-tree"), "-p", parent, "-m", message)

    def succeeds(self, *arguments: str) -> bool:
        """Whether git ends well, for what is asked by its exit code alone."""
        return self.try_run(*arguments).code == 0


def git_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment for git: nothing in it points at another repository, waits for an answer, or translates.

    A hook or an alias runs us with `GIT_DIR` and its like; they mean the repository that called.
    """
    cleaned = {
        name: value
        for name, value in environ.items()
        if not name.startswith("GIT_") or name in _PASSED_ON or name.startswith("GIT_CONFIG")
    }
    cleaned.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=20")
    return {**cleaned, "GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "LC_ALL": "C"}
