"""One announcing process for the tests to kill: `python -m tests.announce.runner` with its orders as JSON."""

import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodnews.announce.git_branch import GitBranch
from goodnews.announce.ledger import Ledger
from goodnews.announce.live_site import LiveSite
from goodnews.announce.network import Posted
from goodnews.announce.networks.x import X
from goodnews.announce.policy import Policy
from goodnews.announce.practice.server import PRACTICE_KEYS
from goodnews.announce.report import AnnounceReport
from goodnews.announce.run import announce_site
from tests.announce.stage import PUBLIC, AheadClock


class MortalBranch(GitBranch):
    """Dies before or after its n-th push."""

    def __init__(self, repository: Path, remote: str, environ: Mapping[str, str], die: str) -> None:
        super().__init__(repository, remote, environ)
        self._die = die
        self._pushes = 0

    def push(self, expected: str | None, commit: str) -> str:
        self._pushes += 1
        _perhaps(self._die, f"before push {self._pushes}")
        answer = super().push(expected, commit)
        _perhaps(self._die, f"after push {self._pushes}")
        return answer


class MortalX(X):
    """Dies before or after a post."""

    die = ""

    def post(self, request: str) -> Posted:
        _perhaps(self.die, "before post")
        outcome = super().post(request)
        _perhaps(self.die, "after post")
        return outcome


def _perhaps(die: str, here: str) -> None:
    if die == here:
        os.kill(os.getpid(), signal.SIGKILL)


def announce(orders: Mapping[str, Any], environ: Mapping[str, str]) -> AnnounceReport:
    """Announce as ordered: `clone`, `remote`, `practice`, `site`, `ahead` (minutes), and where to `die`."""
    clock = AheadClock(orders["ahead"])
    branch = MortalBranch(Path(orders["clone"]), orders["remote"], environ, orders["die"])
    network = MortalX(PRACTICE_KEYS, base=orders["practice"])
    network.die = orders["die"]
    site = LiveSite(PUBLIC, orders["site"])
    return announce_site(site, [network], Ledger(branch, clock), clock, Policy())


if __name__ == "__main__":
    announce(json.loads(sys.argv[1]), os.environ)
