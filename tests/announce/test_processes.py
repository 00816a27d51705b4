"""The same law with real processes: a real bare repository, a server of its own, `kill -9`."""

import json
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from goodnews.announce.git_branch import GitBranch, make_bare
from goodnews.announce.ledger import Ledger, LedgerChanges
from goodnews.announce.policy import Clock
from goodnews.announce.practice.server import PracticeServer
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import AnnounceReport
from tests.announce.runner import announce
from tests.announce.stage import ENVIRON, Stage, make_story

ROOT = Path(__file__).parents[2]
LATER = 25.0
"""Minutes by which the next process's clock is ahead: the lease of the one before is over."""


@dataclass
class Theatre:
    """A live site, a practice network, a bare repository."""

    stage: Stage
    folder: Path
    practice: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def orders(self, *, ahead: float = 0.0, die: str = "", number: int = 0) -> dict[str, Any]:
        """What a runner is told, with a clone of its own as on a machine of its own."""
        return {
            "clone": str(make_bare(self.folder / f"clone-{number}.git", ENVIRON)),
            "remote": str(self.folder / "remote.git"),
            "practice": self.practice,
            "site": self.stage.site.url,
            "ahead": ahead,
            "die": die,
        }

    def start(self, **more: Any) -> subprocess.Popen[bytes]:
        """One runner in a process of its own."""
        orders = json.dumps(self.orders(**more))
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.announce.runner", orders], cwd=ROOT, env=ENVIRON
        )
        self.processes.append(process)
        return process

    def finish(self, **more: Any) -> AnnounceReport:
        """A runner that nobody kills, to its end."""
        return announce(self.orders(**more), ENVIRON)

    def words(self) -> Counter[str]:
        file = self.folder / "practice/timeline.json"
        posts = json.loads(file.read_bytes())["posts"] if file.exists() else []
        return Counter(post["text"].split(" http")[0] for post in posts)


@pytest.fixture
def theatre(stage: Stage) -> Iterator[Theatre]:
    folder = stage.root.parent
    remote, clone = (make_bare(folder / f"{name}.git", ENVIRON) for name in ("remote", "clone-0"))
    ledger = Ledger(GitBranch(clone, str(remote), ENVIRON), Clock())
    now = datetime.now(UTC)
    before = {RecordKey("x", "2026/the-garden"): Record(state=State.BASELINE, updated_at=now)}
    ledger.compare_and_swap(ledger.read(), LedgerChanges(before, {"x": now}), "Begin")
    with PracticeServer(folder / "practice", refuse_duplicates=False) as server:
        theatre = Theatre(stage, folder, server.url)
        yield theatre
        for process in theatre.processes:
            process.kill()
            process.wait()


@pytest.mark.parametrize(
    "die",
    [
        "before push 1",
        "after push 1",
        "before post",
        *(
            pytest.param(on_done, marks=pytest.mark.nightly)
            for on_done in ("after post", "before push 2", "after push 2")
        ),
    ],
)
def test_a_runner_killed_anywhere_leaves_the_story_posted_once(theatre: Theatre, die: str) -> None:
    theatre.stage.publish(make_story("the-garden", days=2), make_story("night-shift"))
    killed = theatre.start(die=die)
    killed.wait(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    at_once = theatre.finish(number=1)
    assert theatre.words()["Night shift"] <= 1
    later = theatre.finish(number=2, ahead=LATER)
    assert theatre.words() == {"Night shift": 1}, (at_once.lines, later.lines)
    assert later.exit_code == 0


@pytest.mark.nightly
def test_racing_runners_killed_at_random_post_every_story_once(theatre: Theatre) -> None:
    dice = random.Random(7)
    stories = [make_story("the-garden", days=2)]
    rounds = 3
    for turn in range(rounds):
        stories += [make_story(f"story-{turn}-{number}", days=0.5) for number in range(2)]
        theatre.stage.publish(*stories)
        racing = [theatre.start(ahead=turn * LATER, number=number) for number in range(3)]
        for process in dice.sample(racing, 2):
            try:
                process.wait(timeout=dice.uniform(0.2, 1.5))
            except subprocess.TimeoutExpired:
                process.kill()
        for process in racing:
            process.wait(timeout=120)
    for turn in range(rounds, rounds + 4):
        last = theatre.finish(ahead=turn * LATER, number=0)
    assert last.exit_code == 0, last.lines
    assert theatre.words() == {f"Story {turn} {number}": 1 for turn in range(rounds) for number in range(2)}


@pytest.mark.nightly
def test_many_runners_at_once_post_every_story_once(theatre: Theatre) -> None:
    theatre.stage.publish(
        make_story("the-garden", days=2), *[make_story(f"story-{number}") for number in range(3)]
    )
    racing = [theatre.start(number=number) for number in range(5)]
    for process in racing:
        assert process.wait(timeout=120) == 0
    assert theatre.words() == {"Story 0": 1, "Story 1": 1, "Story 2": 1}
