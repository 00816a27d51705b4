"""The steps of each workflow, in order, in clones of a bare remote: from merged to live to posted, once."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.repository import BRANCH, Repository
from benchmarks.workflow import Job
from goodnews.announce.practice import PracticeServer
from goodnews.publish import LoopbackSite
from tests.commands.test_held import picture

pytestmark = pytest.mark.nightly


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[Repository]:
    (tmp_path / "site").mkdir()
    with LoopbackSite(tmp_path / "site") as site, PracticeServer(tmp_path / "practice") as practice:
        yield Repository(tmp_path, site.url, practice)


def results(jobs: dict[str, Job]) -> dict[str, str]:
    """What became of the jobs that ran."""
    sys.stdout.writelines(job.said for job in jobs.values() if job.result == "failure")
    return {name: job.result for name, job in jobs.items() if job.result != "skipped"}


ALL_WELL = dict.fromkeys(("build", "attest", "pages", "announce"), "success")


def test_a_merge_is_live_and_posted_once_and_the_clock_finds_nothing_to_do(trust: Repository) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    assert results(trust.merge()) == ALL_WELL
    assert trust.posts() == 0, "what is live before the first announcement is known"

    trust.write_with_photo("2026/the-garden", "Rooftop garden", picture("navy"))
    assert results(trust.merge()) == ALL_WELL
    live = json.loads((trust.runner.site / "announce.json").read_bytes())
    assert {story["id"] for story in live["stories"]} == {"2026/the-garden", "2026/the-kitchen"}
    assert trust.posts() == 1

    assert results(trust.tick()) == {"due": "success"}
    assert trust.posts() == 1


def test_a_broken_story_fails_the_last_job_alone_and_a_withdrawal_goes_out(trust: Repository) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    trust.merge()
    trust.write("2026/broken", "Broken story", "colour: red")
    trust.write("2026/the-kitchen", "Hospital kitchen", "withdrawn: {on: 2026-11-20, reason: Asked to}")
    jobs = trust.merge()
    assert results(jobs) == {**ALL_WELL, "held": "failure"}
    assert "::error file=content/stories/2026/broken/story.md" in jobs["held"].said
    live = json.loads((trust.runner.site / "announce.json").read_bytes())
    assert live["stories"] == []
    assert "removed" in (trust.runner.site / "stories/2026/the-kitchen/index.html").read_text(
        encoding="utf-8"
    )


def test_a_branch_that_a_host_serves_is_pushed_and_waited_for(trust: Repository) -> None:
    trust.deliver_to(BRANCH)
    trust.write("2026/the-kitchen", "Hospital kitchen")
    assert results(trust.merge()) == dict.fromkeys(("build", "attest", "deploy", "announce"), "success")
    assert (trust.runner.site / "stories/2026/the-kitchen/index.html").is_file()


def test_a_pull_request_is_checked_and_fails_for_what_it_touches(trust: Repository) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    trust.git("add", "--all")
    trust.git("commit", "--quiet", "-m", "Main")
    trust.write("2026/the-garden", "Rooftop garden")
    for ref, more in (("good", ""), ("bad", "colour: red")):
        trust.write("2026/the-garden", "Rooftop garden", more)
        trust.git("add", "--all")
        trust.git("commit", "--quiet", "-m", ref)
        trust.git("push", "--quiet", trust.runner.remote.as_uri(), f"HEAD:{ref}")
        trust.git("reset", "--quiet", "--soft", "HEAD~1")
    check = trust.work / ".github/workflows/check.yml"
    assert results(trust.runner.run(check, "pull_request", ref="good")) == {"check": "success"}
    jobs = trust.runner.run(check, "pull_request", ref="bad")
    assert jobs["check"].result == "failure"
    assert "::error file=content/stories/2026/the-garden/story.md" in jobs["check"].said
