"""A branch on a git remote as the ledger's register: real git, and nothing is checked out."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4

from goodnews.announce.ledger import LedgerSnapshot, Unreachable, find_lost, read_snapshot
from goodnews.announce.policy import PRACTICE
from goodnews.announce.record import State
from goodnews.announce.report import redact
from goodnews.git import Git, GitError
from goodnews.problems import CommandError
from goodnews.programs import ProgramMissing, ProgramTimeout

BRANCH = "refs/heads/announcements"
NEWEST_SEEN = "refs/announcements/seen"
"""Where the newest tip that was seen is kept, in the local repository only: `git push` does not send it."""
WHO = "The announcer <announcer@localhost>"
TIME_LIMIT = 60


class GitBranch:
    """The branch `announcements` of a remote, through a local repository's objects and credentials.

    `repository` is a `.git` or a bare one. What in `environ` would point git at another one is left out.
    """

    def __init__(self, repository: Path, remote: str, environ: Mapping[str, str]) -> None:
        self._remote = remote
        self._runner = Git(None, environ, git_dir=repository, limit=TIME_LIMIT)
        self._secrets = tuple(environ.get(name, "") for name in environ if _is_secret(name))

    def tip(self) -> str | None:
        """Ask the remote; fetch the commit if it is new here."""
        answer = self._git("ls-remote", "--exit-code", self._remote, BRANCH, allowed=(0, 2))
        if not answer.strip():
            return None
        tip = answer.split()[0].decode()
        if not self._has(tip):
            self._git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self._remote, BRANCH)
            if not self._has(tip):
                raise Unreachable("the branch moved on while it was being read")
        newest = self.newest_seen()
        if newest is None or self.contains(newest, tip):
            self._remember(tip)
        return tip

    def newest_seen(self) -> str | None:
        """The newest tip this repository has ever seen, without asking anybody; it only moves forward."""
        answer = self._git("rev-parse", "--verify", "--quiet", f"{NEWEST_SEEN}^{{commit}}", allowed=(0, 1))
        return answer.decode().strip() or None

    def newest_known(self) -> str | None:
        """The newest tip among what a run saw and what a clone fetched, without asking anybody."""
        refs = (NEWEST_SEEN, "refs/remotes/*/announcements")
        answer = self._git("for-each-ref", "--sort=-committerdate", "--format=%(objectname)", *refs)
        return next(iter(answer.decode().split()), None)

    def files(self, tip: str) -> Mapping[str, bytes]:
        """Every file at a commit, through one `cat-file`."""
        self._bring(tip)
        listing = self._git("ls-tree", "-r", "-z", tip).split(b"\0")
        files = [(line.partition(b"\t")[2].decode(), line.split()[2]) for line in listing if line]
        requested = b"".join(digest + b"\n" for _, digest in files)
        blobs = _blobs(self._git("cat-file", "--batch", stdin=requested))
        return {path: data for (path, _), data in zip(files, blobs, strict=True)}

    def _bring(self, tip: str) -> None:
        """Fetch at once what a clone without blobs lacks of a commit: `cat-file` would fetch one by one."""
        objects = self._git("rev-list", "--objects", "--no-walk", "--missing=print", tip).split()
        missing = [name[1:] for name in objects if name.startswith(b"?")]
        if missing:
            alone = ("-c", "fetch.negotiationAlgorithm=noop", "fetch", "--filter=blob:none", "--stdin")
            options = ("--quiet", "--no-tags", "--no-write-fetch-head", self._remote)
            self._git(*alone, *options, stdin=b"\n".join([*missing, b""]))

    def commit(self, parent: str | None, changes: Mapping[str, bytes | None], message: str) -> str:
        """One `fast-import`: blobs, tree and commit, under a name of its own that is removed at once."""
        name = f"refs/announcements/making/{uuid4().hex}"
        stream = bytearray(f"commit {name}\nmark :1\ncommitter {WHO} now\n".encode())
        text = message.encode()
        stream += b"data %d\n%s\n" % (len(text), text)
        if parent:
            stream += f"from {parent}\n".encode()
        for path, data in sorted(changes.items()):
            if data is None:
                stream += f"D {path}\n".encode()
            else:
                stream += f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
        stream += f"get-mark :1\nreset {name}\nfrom {'0' * 40}\n\ndone\n".encode()
        options = ("--quiet", "--done", "--date-format=now", "--force")
        answer = self._git("fast-import", *options, stdin=bytes(stream))
        return answer.decode().split()[0]

    def push(self, expected: str | None, commit: str) -> str:
        """`--force-with-lease` is the compare-and-swap: expecting nothing means "no such branch"."""
        try:
            lease = f"--force-with-lease={BRANCH}:{expected or ''}"
            self._git("push", "--quiet", "--no-verify", lease, self._remote, f"{commit}:{BRANCH}")
        except Unreachable as error:
            return str(error)
        self._remember(commit)
        return ""

    def contains(self, commit: str, tip: str) -> bool:
        """`merge-base --is-ancestor`; a commit that is not here is in no history that is."""
        return self._runner.succeeds("merge-base", "--is-ancestor", commit, tip)

    def _has(self, commit: str) -> bool:
        return self._runner.succeeds("cat-file", "-e", f"{commit}^{{commit}}")

    def _remember(self, tip: str) -> None:
        """Best effort: the ref spares the next fetch, and lets a lost branch be put back."""
        self._runner.try_run("update-ref", NEWEST_SEEN, tip)

    def _git(self, *arguments: str, stdin: bytes = b"", allowed: tuple[int, ...] = (0,)) -> bytes:
        try:
            return self._runner.run(*arguments, stdin=stdin, allowed=allowed)
        except GitError as error:
            raise Unreachable(redact(error.complaint, self._secrets)) from None
        except (ProgramMissing, ProgramTimeout) as error:
            raise Unreachable(redact(error.message, self._secrets)) from None


def _is_secret(name: str) -> bool:
    return any(word in name for word in ("TOKEN", "SECRET", "PASSWORD", "KEY"))


def _blobs(answer: bytes) -> Iterator[bytes]:
    """Take the answer of `cat-file --batch` apart: a line with the size, the bytes, a newline."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        size = int(answer[start:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def make_bare(folder: Path, environ: Mapping[str, str]) -> Path:
    """Make a bare repository there, if there is none yet: the practice network's ledger."""
    if not (folder / "HEAD").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        _plain_git(environ, folder.parent, "init", "--quiet", "--bare", os.fspath(folder))
    return folder


def real_branch(root: Path, environ: Mapping[str, str]) -> GitBranch:
    """The ledger on the site's own remote; CommandError where there is no repository or no such remote."""
    remote = environ.get("LEDGER_REMOTE", "").strip() or "origin"
    where = _plain_git(environ, root, "rev-parse", "--absolute-git-dir")
    known = _plain_git(environ, root, "remote").split()
    is_address = "/" in remote or ":" in remote
    if not where or remote.startswith("-") or not (is_address or remote in known):
        raise CommandError(
            f"There is no git remote “{redact(remote)}” to keep the record of announcements on.",
            "Nothing was posted. Add the remote, or set LEDGER_REMOTE to another one.",
        )
    return GitBranch(Path(where.strip()), remote, environ)


def check_not_lost(branch: GitBranch, current: LedgerSnapshot, named: str | None) -> None:
    """Refuse a ledger that is gone, or set back to an older state, with a CommandError.

    `named` is the commit that the live `/announce.json` names, so that a fresh machine knows of it too.
    """
    lost = find_lost(branch, current, known_commits(branch, named))
    if not lost:
        return
    happened = "set back to an older state" if current.tip else "gone from the remote"
    force = "--force " if current.tip else ""
    raise CommandError(
        f"The record of what was announced, the branch `announcements`, is {happened}.",
        f"Nothing was posted. Put it back with `git push {force}origin {lost}:{BRANCH}`, in a clone that has "
        "announced before. To start again, with all that is live counted as announced, run "
        "`./inv announce --baseline`, then publish.",
    )


def known_commits(branch: GitBranch, named: str | None) -> tuple[str, ...]:
    """What the ledger must hold: the newest commit this machine has seen, and the one the live site names."""
    return tuple(commit for commit in (branch.newest_seen(), named) if commit)


def ledger_to_name(root: Path, environ: Mapping[str, str], live: str | None) -> str | None:
    """The ledger's commit for a new `/announce.json`: the newest known, but never one that `live` is not in.

    `live` is the one that the live `/announce.json` names. A ledger that is gone stays named, so that the
    next run of any machine notices.
    """
    try:
        branch = real_branch(root, environ)
        try:
            tip = branch.tip()
        except Unreachable:
            tip = branch.newest_known()
        lost = find_lost(branch, read_snapshot(branch, tip), (live,) if live else ())
    except (CommandError, Unreachable):
        return live
    return live if lost else tip


def read_post_links(root: Path, environ: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Where people talk about each story, by its identity and the network, for the next build.

    Nobody is asked over the network: it is as this machine's git last saw the ledger, if it ever did. A
    rehearsal's posts are nobody's conversation, and a deleted post is none any more.
    """
    try:
        branch = real_branch(root, environ)
        records = read_snapshot(branch, branch.newest_known()).records
    except (CommandError, Unreachable):
        return {}
    links: dict[str, dict[str, str]] = {}
    for key, record in sorted(records.items()):
        is_public = record.state is State.POSTED and record.post_url.startswith("https://")
        if is_public and key.network != PRACTICE:
            links.setdefault(key.story, {})[key.network] = record.post_url
    return links


def _plain_git(environ: Mapping[str, str], folder: Path, *arguments: str) -> str:
    """Run git on its own; empty when it fails."""
    try:
        return Git(folder, environ, limit=TIME_LIMIT).text(*arguments)
    except (GitError, ProgramMissing, ProgramTimeout):
        return ""
