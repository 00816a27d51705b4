"""The `branch` target: one commit on a branch of a git remote, such as GitHub Pages serves.

The push is the switch: the host shows the old commit or the new one. Each delivery is a commit of
its own without a parent. A history would keep every withdrawn photo for anyone to fetch, for ever.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from goodnews.git import Git, GitError, git_environ
from goodnews.problems import CommandError
from goodnews.programs import run_program, without_password
from goodnews.publish.files import SiteChanges, only_one
from goodnews.publish.targets.transport import Delivery

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
        return Delivery(where, changes)

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.branch}"

    @property
    def _git(self) -> Git:
        return Git(self.work)

    @property
    def _project(self) -> Git:
        return Git(self.root)

    def _address(self) -> str:
        """The remote's address, from its name in the project's repository or as it stands."""
        if "/" in self.remote or ":" in self.remote:
            return self.remote
        asked = self._project.try_run("remote", "get-url", "--push", self.remote)
        if asked.code:
            raise CommandError(
                f"There is no git remote “{self.remote}” to publish to.",
                "Add it with `git remote add`, or name another in TARGET in publishconf.py.",
            )
        return asked.out.strip()

    def _prepare(self) -> None:
        if not (self.work / "HEAD").is_file():
            self._project.run("init", "--quiet", "--bare", str(self.work))
        for left in self.work.rglob("*.lock"):  # by a git that was killed; we hold the only real lock
            left.unlink()

    def _fetch_tip(self, address: str, where: str) -> str | None:
        """The commit the branch is at, fetched to compare with; None before the first publish."""
        listed = self._project.try_run("ls-remote", "--heads", address, self._ref)
        if listed.code:
            raise CommandError(
                f"The remote can't be reached: {listed.complaint}",
                f"Nothing was changed. Check the network and that you may push to {where}.",
            )
        tip = listed.out.split()[0] if listed.out.strip() else None
        if tip and not self._git.succeeds("cat-file", "-e", f"{tip}^{{tree}}"):
            # Trees alone: photos are large, and comparing needs only their names.
            self._git.run("fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", address, tip)
        return tip

    def _commit(self, site: Path, build: str) -> str:
        """Import the site as a commit without a parent, and give its id."""
        if self._git.succeeds("rev-parse", "--verify", "--quiet", self._ref):
            self._git.run("update-ref", "-d", self._ref)
        domain = ["--cname", self.domain] if self.domain else []
        words = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--no-history", *domain]
        words += ["--branch", self.branch, "--message", f"Publish {build}", str(site.resolve())]
        environ = {**git_environ(os.environ), **_NOBODY}
        imported = run_program(words, folder=self.work, environ=environ)
        if imported.code:
            raise GitError(imported.complaint)
        return self._git.text("rev-parse", self._ref)

    def _compare(self, tip: str | None, commit: str) -> SiteChanges:
        before, after = self._git.tree(tip) if tip else {}, self._git.tree(commit)
        for tree in (before, after):
            tree.pop(_MARKER, None)
        same = (path for path in after if after[path] == before.get(path))
        return SiteChanges.between(before, after, same)

    def _push(self, address: str, tip: str | None, commit: str, where: str) -> None:
        lease = f"--force-with-lease={self._ref}:{tip or ''}"
        pushed = self._git.try_run("push", "--quiet", lease, address, f"{commit}:{self._ref}")
        if pushed.code and b"stale info" in pushed.stderr:
            raise CommandError(f"Somebody else has just published to {where}.", "Publish again.")
        if pushed.code:
            raise CommandError(
                f"The site can't be pushed: {pushed.complaint}",
                f"The old site stands. See that you may push to {where}, then publish again.",
            )
