"""The ledger only moves forward: gone or set back, it is refused by every machine, on its first day too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from goodnews.announce.git_branch import ledger_to_name, real_branch
from goodnews.announce.ledger import Ledger, LedgerChanges
from goodnews.announce.policy import Clock
from goodnews.announce.practice.server import PracticeServer
from goodnews.announce.record import State
from goodnews.commands.announce import run_announce, run_preview
from goodnews.commands.announced import ledger_rows
from goodnews.feeds.announce_manifest import AnnounceManifest, ManifestError
from goodnews.problems import CommandError
from tests.announce.fakes import x
from tests.announce.stage import ENVIRON, PUBLIC, Stage, make_story
from tests.shared import git, make_remote

BRANCH = "refs/heads/announcements"
FIRST, SECOND, THIRD = (make_story(slug, days=1) for slug in ("night-shift", "the-kitchen", "the-garden"))


@dataclass
class Machine:
    """A Trust's live site, and machines that announce it on X."""

    stage: Stage
    remote: Path
    environ: dict[str, str]
    practice: PracticeServer

    @property
    def tip(self) -> str:
        return git(self.remote, "rev-parse", BRANCH)

    def run(self, **more: bool) -> int:
        return self.stage.run(environ=self.environ, **more).posted

    def fresh(self, **more: bool) -> int:
        """Announce from a machine that has never seen anything."""
        root = self.stage.root.parent / f"fresh-{len(list(self.stage.root.parent.iterdir()))}"
        root.mkdir()
        git(root, "init", "-q")
        git(root, "remote", "add", "origin", str(self.remote))
        environ = {**ENVIRON, **self.environ}
        return run_announce(root, PUBLIC, environ, fetch_base=self.stage.site.url, **more).posted

    def count(self) -> int:
        return len(self.practice.timeline.posts())


@pytest.fixture
def machine(stage: Stage) -> Iterator[Machine]:
    """Two stories live; the second was posted, and the site names the ledger that says so."""
    with PracticeServer(stage.root.parent / "x", keys=x.KEYS, refuse_duplicates=False) as practice:
        machine = Machine(stage, make_remote(stage.root), x.credentials(practice.url), practice)
        stage.publish(FIRST)
        machine.run()
        stage.publish(FIRST, SECOND)
        assert machine.run() == 1
        stage.publish(FIRST, SECOND, THIRD, ledger=machine.tip)
        yield machine


def test_the_manifest_names_the_ledger() -> None:
    manifest = b"""{"version": 1, "build": "b", "site": "https://stories.merrowdale.example/",
        "feed": "https://stories.merrowdale.example/feed.xml",
        "stories": [], "withdrawn": [], "ledger": %s}"""
    assert AnnounceManifest.from_json(manifest % b'"0a1b2c"').ledger == "0a1b2c"
    assert AnnounceManifest.from_json(manifest % b"null").ledger is None
    assert AnnounceManifest.from_json(manifest.replace(b', "ledger": %s', b"")).ledger is None
    with pytest.raises(ManifestError):
        AnnounceManifest.from_json(manifest % b"7")


def test_a_ledger_that_is_as_the_site_says_or_newer_is_used_by_any_machine(machine: Machine) -> None:
    assert machine.fresh() == 1
    assert machine.fresh() == 0
    assert machine.count() == 2


@pytest.mark.parametrize("trouble", ["is gone from the remote", "is set back to an older state"])
def test_a_ledger_that_is_gone_or_set_back_is_not_used_until_it_is_put_back(
    machine: Machine, trouble: str
) -> None:
    def look() -> object:
        environ = {**ENVIRON, **machine.environ}
        return run_preview(machine.stage.root, PUBLIC, environ, fetch_base=machine.stage.site.url)

    is_gone = "gone" in trouble
    git(machine.remote, "update-ref", *(["-d", BRANCH] if is_gone else [BRANCH, f"{machine.tip}~2"]))
    left = git(machine.remote, "for-each-ref")
    for run in (look, machine.run, machine.fresh, machine.run):
        with pytest.raises(CommandError, match=trouble) as caught:
            run()
    assert git(machine.remote, "for-each-ref") == left
    assert machine.count() == 1
    git(machine.stage.root, *caught.value.hint.split("`")[1].split()[1:])
    assert machine.run() == 1
    assert machine.count() == 2


def test_a_machine_remembers_it_without_the_site_and_never_forgets(machine: Machine) -> None:
    machine.stage.publish(FIRST, SECOND, THIRD)
    git(machine.remote, "update-ref", BRANCH, f"{machine.tip}~1")
    for _ in range(2):
        with pytest.raises(CommandError, match="set back"):
            machine.run()


def test_a_person_may_begin_again_and_nothing_live_is_posted_then(machine: Machine) -> None:
    lost = machine.tip
    git(machine.remote, "update-ref", "-d", BRANCH)
    machine.fresh(baseline=True)
    # The site still names what is lost, until it is published again.
    for run in (machine.fresh, machine.run, machine.fresh):
        assert run() == 0
    named = ledger_to_name(machine.stage.root, ENVIRON, lost)
    assert named == machine.tip
    machine.stage.publish(FIRST, SECOND, THIRD, make_story("the-porter", days=0.1), ledger=named)
    assert machine.fresh() == 1
    assert machine.count() == 2


def test_beginning_again_counts_what_is_live_on_every_network_in_use(machine: Machine) -> None:
    """What another machine's network had posted since is forgotten, too."""
    ledger = Ledger(real_branch(machine.stage.root, ENVIRON), Clock())
    ledger.compare_and_swap(ledger.read(), LedgerChanges(markers={"bluesky": FIRST.published}), "Begin")
    kept = machine.tip
    machine.run()
    machine.stage.publish(FIRST, SECOND, THIRD, ledger=machine.tip)
    git(machine.remote, "update-ref", BRANCH, kept)
    machine.fresh(baseline=True)
    rows = {(row.network, row.story): row.state for row in ledger_rows(ledger.read())}
    for story in (FIRST, SECOND, THIRD):
        assert rows["bluesky", story.id] is State.BASELINE
    assert machine.fresh() == 0


def test_a_new_build_names_the_newest_ledger_and_keeps_the_name_of_one_that_is_lost(
    machine: Machine, tmp_path: Path
) -> None:
    root, tip, nowhere = machine.stage.root, machine.tip, tmp_path / "no-repository"
    assert ledger_to_name(root, ENVIRON, None) == tip
    assert ledger_to_name(root, ENVIRON, git(machine.remote, "rev-parse", f"{tip}~1")) == tip
    git(machine.remote, "update-ref", BRANCH, f"{tip}~1")
    assert ledger_to_name(root, ENVIRON, tip) == tip, "set back"
    git(machine.remote, "update-ref", "-d", BRANCH)
    assert ledger_to_name(root, ENVIRON, tip) == tip, "gone"
    machine.remote.rename(tmp_path / "elsewhere.git")
    assert ledger_to_name(root, ENVIRON, None) == tip, "away: it is what this machine knows"
    assert ledger_to_name(nowhere, ENVIRON, "0a1b2c") == "0a1b2c"
    assert ledger_to_name(nowhere, ENVIRON, None) is None


def test_a_rehearsal_does_not_mind_the_real_ledger(machine: Machine) -> None:
    git(machine.remote, "update-ref", "-d", BRANCH)
    assert machine.stage.run().posted == 1
