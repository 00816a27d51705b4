"""The `branch` target: one commit on a branch of a git remote, such as GitHub Pages serves.

The push is the switch: the host shows the old commit or the new one. Each delivery is a commit of
its own without a parent. A history would keep every withdrawn photo for anyone to fetch, for ever.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goodnews.git import Git, git_environ
from goodnews.problems import CommandError
from goodnews.programs import Completed, run_program, with_environ, without_password
from goodnews.publish.files import SiteChanges, only_one
from goodnews.publish.targets.target import Delivery

_NOBODY: Mapping[str, str] = {
    "GIT_COMMITTER_NAME": "Show them ours",
    "GIT_COMMITTER_EMAIL": "publish@localhost",
    # One content, one commit: who published it on which laptop is nobody's business.
    "GIT_COMMITTER_DATE": "Thu, 01 Jan 2026 00:00:00 +0000",
}
_MARKER = ".nojekyll"


@dataclass
class BranchTarget:
    """Delivers to `branch` of `remote`, through ghp-import, from a repository of its own in `work`."""

    root: Path
    work: Path
    remote: str = "origin"
    branch: str = "gh-pages"
    domain: str | None = None
    environ: Mapping[str, str] = field(default_factory=dict)

    def deliver(self, site: Path, build: str) -> Delivery:
        """Push `site` as the branch's only commit; nothing is pushed when it is there already."""
        address = self._address()
        where = f"the branch {self.branch} of {without_password(self.remote)}"
        with only_one(self.work.with_suffix(".lock"), f"Another publish to {where} is running."):
            self._prepare()
            tip = self._fetch_tip(address, where)
            commit = self._commit(site, build)
            changes = self._compare(tip, commit)
            if changes or not tip:
                self._push(address, tip, commit, where)
        return Delivery(where, len(changes.added), len(changes.changed), len(changes.removed))

    def _address(self) -> str:
        """The remote's address, from its name in the project's repository or as it stands."""
        if "/" in self.remote or ":" in self.remote:
            return self.remote
        asked = self._git("remote", "get-url", "--push", self.remote, folder=self.root)
        if asked.code:
            raise CommandError(
                f"There is no git remote “{self.remote}” to publish to.",
                "Add it with `git remote add`, or name another in TARGET in publishconf.py.",
            )
        return asked.out.strip()

    def _prepare(self) -> None:
        if not (self.work / "HEAD").is_file():
            self.work.mkdir(parents=True, exist_ok=True)
            self._must(self._git("init", "--quiet", "--bare", str(self.work), folder=self.root))
        for left in self.work.rglob("*.lock"):  # by a git that was killed; we hold the only real lock
            left.unlink()

    def _fetch_tip(self, address: str, where: str) -> str | None:
        """The commit the branch is at, fetched to compare with; None before the first publish."""
        listed = self._git("ls-remote", "--heads", address, f"refs/heads/{self.branch}", folder=self.root)
        if listed.code:
            raise CommandError(
                f"The remote can't be reached: {listed.complaint}",
                f"Nothing was changed. Check the network and that you may push to {where}.",
            )
        tip = listed.out.split()[0] if listed.out.strip() else None
        if tip and self._git("cat-file", "-e", f"{tip}^{{tree}}").code:
            # Trees alone: photos are large, and comparing needs only their names.
            self._must(
                self._git("fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", address, tip),
                "The branch can't be read",
            )
        return tip

    def _commit(self, site: Path, build: str) -> str:
        """Import the site as a commit without a parent, and give its id."""
        if self._git("rev-parse", "--verify", "--quiet", f"refs/heads/{self.branch}").code == 0:
            self._must(self._git("update-ref", "-d", f"refs/heads/{self.branch}"))
        domain = ["--cname", self.domain] if self.domain else []
        words = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--no-history", *domain]
        words += ["--branch", self.branch, "--message", f"Publish {build}", str(site.resolve())]
        environ = {**git_environ(with_environ(self.environ)), **_NOBODY}
        self._must(run_program(words, folder=self.work, environ=environ))
        return self._must(self._git("rev-parse", f"refs/heads/{self.branch}")).out.strip()

    def _compare(self, tip: str | None, commit: str) -> SiteChanges:
        before, after = self._tree(tip) if tip else {}, self._tree(commit)
        same = (path for path in after if after[path] == before.get(path))
        return SiteChanges.between(before, after, same)

    def _tree(self, commit: str) -> dict[str, str]:
        """Blob ids by path."""
        listed = self._must(self._git("ls-tree", "-r", "-z", commit)).out
        entries = (entry.partition("\t") for entry in listed.split("\0") if entry)
        return {path: facts.split()[2] for facts, _, path in entries if path != _MARKER}

    def _push(self, address: str, tip: str | None, commit: str, where: str) -> None:
        ref = f"refs/heads/{self.branch}"
        lease = f"--force-with-lease={ref}:{tip or ''}"
        pushed = self._git("push", "--quiet", lease, address, f"{commit}:{ref}")
        if pushed.code and b"stale info" in pushed.stderr:
            raise CommandError(f"Somebody else has just published to {where}.", "Publish again.")
        if pushed.code:
            raise CommandError(
                f"The site can't be pushed: {pushed.complaint}",
                f"The old site stands. See that you may push to {where}, then publish again.",
            )

    def _git(self, *arguments: str, folder: Path | None = None) -> Completed:
        return Git(folder or self.work, with_environ(self.environ)).try_run(*arguments)

    def _must(self, ran: Completed, message: str = "git failed") -> Completed:
        if ran.code:
            raise CommandError(f"{message}: {ran.complaint}", "The old site stands. Publish again.")
        return ran
