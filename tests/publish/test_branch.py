import io
import os
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from goodnews.problems import CommandError
from goodnews.publish.targets import deliver, read_target
from goodnews.publish.targets.branch import BranchTarget
from tests.apart import kill_all
from tests.publish.conftest import Built, a_site
from tests.shared import git, make_remote


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose `origin` is a real bare repository, for a git without settings of its own."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    project = tmp_path / "project"
    project.mkdir()
    make_remote(project)
    return project


def target(project: Path, **options: str) -> BranchTarget:
    return BranchTarget(project, project / ".cache/branch.git", **options)


def on_branch(remote: Path, branch: str = "gh-pages") -> dict[str, str]:
    """What a reader of the branch gets: every file of its one tree."""
    packed = subprocess.run(["git", "archive", branch], cwd=remote, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        found = {each.name: tar.extractfile(each) for each in tar if each.isfile()}
        texts = {name: file.read().decode() for name, file in found.items() if file}
    assert texts.pop(".nojekyll") == ""
    return texts


def test_the_branch_holds_exactly_the_site_and_no_history_that_could_hold_a_withdrawn_photo(
    project: Path, built: Built, tmp_path: Path
) -> None:
    remote = tmp_path / "remote.git"
    for number in (1, 2):
        delivery = target(project).deliver(built(number), f"build{number}")
        assert on_branch(remote) == a_site(number)
        assert git(remote, "rev-list", "--count", "gh-pages") == "1"
    assert (len(delivery.changes.added), len(delivery.changes.removed)) == (3, 4)
    assert delivery.where == "the branch gh-pages of origin"


def test_an_unchanged_site_is_not_pushed_again_by_a_fresh_checkout_either(
    project: Path, built: Built, tmp_path: Path
) -> None:
    target(project).deliver(built(1), "build1")
    tip = git(tmp_path / "remote.git", "rev-parse", "gh-pages")
    elsewhere = BranchTarget(project, tmp_path / "another.git")
    for unchanged in (target(project), elsewhere):
        assert not unchanged.deliver(built(1), "build1").changes
        assert git(tmp_path / "remote.git", "rev-parse", "gh-pages") == tip
    assert elsewhere.deliver(built(2), "build2").changes.changed


def test_the_projects_own_branches_and_files_are_left_alone(project: Path, built: Built) -> None:
    target(project).deliver(built(1), "build1")
    assert git(project, "branch", "--all") == ""
    assert git(project, "status", "--porcelain") == "?? .cache/"


def test_the_settings_choose_the_branch_and_a_domain_which_is_written_as_github_pages_reads_it(
    project: Path, built: Built, tmp_path: Path
) -> None:
    git(project, "remote", "rename", "origin", "host")
    named = {"kind": "branch", "remote": "host", "branch": "live", "domain": "stories.merrowdale.example"}
    deliver(read_target({"TARGET": named}), project, {}, built(1), "build1")
    assert on_branch(tmp_path / "remote.git", "live")["CNAME"] == "stories.merrowdale.example"


def test_somebody_elses_push_in_between_is_noticed(
    project: Path, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target(project).deliver(built(1), "build1")
    slow = target(project)
    fetch = slow._fetch_tip

    def overtaken(address: str, where: str) -> str | None:
        tip = fetch(address, where)
        BranchTarget(project, tmp_path / "other.git").deliver(built(2), "build2")
        return tip

    monkeypatch.setattr(slow, "_fetch_tip", overtaken)
    with pytest.raises(CommandError, match="has just published"):
        slow.deliver(built(3), "build3")
    assert on_branch(tmp_path / "remote.git") == a_site(2)


def test_no_remote_is_said_plainly(tmp_path: Path, built: Built) -> None:
    git(tmp_path, "init", "--quiet", "project")
    with pytest.raises(CommandError, match="no git remote “origin”"):
        target(tmp_path / "project").deliver(built(1), "build1")


def test_a_remote_out_of_reach_is_said_plainly_and_without_its_password(project: Path, built: Built) -> None:
    git(project, "remote", "set-url", "origin", "https://me:hunter2@127.0.0.1:9/site.git")
    with pytest.raises(CommandError, match="can't be reached") as trouble:
        target(project).deliver(built(1), "build1")
    assert "hunter2" not in str(trouble.value)


PROGRAM = """
import sys
from pathlib import Path
from goodnews.publish.targets import deliver, read_target
from goodnews.publish.targets.branch import BranchTarget
project, site = map(Path, sys.argv[1:])
BranchTarget(project, project / ".cache/branch.git").deliver(site, "build")
"""


@pytest.mark.parametrize("steps", [3, pytest.param(12, marks=pytest.mark.nightly)])
def test_killed_anywhere_the_branch_holds_the_old_site_or_the_new_and_the_next_run_completes(
    project: Path, built: Built, tmp_path: Path, steps: int
) -> None:
    target(project).deliver(built(1), "build1")
    for on_done in range(steps):
        number = 2 + on_done % 2
        output, before = built(number), on_branch(tmp_path / "remote.git")
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(project), str(output)],
            cwd=Path(__file__).parents[2],
            start_new_session=True,
        )
        time.sleep(0.15 + 0.05 * on_done)
        kill_all(process)
        assert on_branch(tmp_path / "remote.git") in (before, a_site(number))
        target(project).deliver(output, f"build{number}")
        assert on_branch(tmp_path / "remote.git") == a_site(number)
