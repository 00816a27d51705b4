"""The steps of each workflow, in order, in clones of a bare remote: from merged to live to posted, once."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import astuple
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from goodnews.announce.practice import PRACTICE_KEYS, PracticeServer
from goodnews.publish import LoopbackSite
from goodnews.story import LONDON
from tests.commands.test_held import picture
from benchmarks.workflow import Job, Runner

pytestmark = pytest.mark.nightly

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github/workflows"
STORY = """---
title: "{title}"
summary: What happened one morning at the {title}.
date: {date:%Y-%m-%d %H:%M}
category: People
{more}
---
The kettle goes on at six. Then the {title} wakes up, and everybody has a slice of toast.
"""
PHOTO = "photos:\n  - {file: clock.jpg, alt: The clock in the kitchen, shows: nobody}"


class Trust:
    """A Trust's repository, its site and its account."""

    def __init__(self, folder: Path, site: str, practice: PracticeServer) -> None:
        self.work = folder / "work"
        self.practice = practice
        self.environ = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "X_API_BASE": practice.url,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        remote = folder / "remote.git"
        names = ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")
        secrets = dict(zip(names, astuple(PRACTICE_KEYS), strict=True))
        self.runner = Runner(
            folder / "runs", remote, folder / "site", self.environ, secrets, {"SITEURL": site}
        )
        self.runner.folder.mkdir()
        for name in ("goodnews", "theme", "content/pages", ".github"):
            shutil.copytree(ROOT / name, self.work / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in (
            "tasks.py",
            "pelicanconf.py",
            "publishconf.py",
            "pyproject.toml",
            "requirements.txt",
            ".gitignore",
        ):
            shutil.copy(ROOT / name, self.work / name)
        self.target('{"kind": "pages"}')
        self.git("init", "--quiet", "--initial-branch=main")
        subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
        for setting in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
            subprocess.run(["git", "config", setting, "true"], cwd=remote, check=True)

    def git(self, *words: str) -> None:
        who = ["-c", "user.name=A test", "-c", "user.email=test@merrowdale.example"]
        subprocess.run(
            ["git", *who, *words], cwd=self.work, env=self.environ, check=True, capture_output=True
        )

    def target(self, target: str) -> None:
        conf = self.work / "publishconf.py"
        conf.write_text(conf.read_text(encoding="utf-8") + f"\nTARGET = {target}\n", encoding="utf-8")

    def write(self, key: str, title: str, more: str = "") -> None:
        file = self.work / "content/stories" / key / "story.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        date = datetime.now(LONDON) - timedelta(hours=1)
        file.write_text(STORY.format(title=title, date=date, more=more), encoding="utf-8")

    def merge(self, event: str = "push") -> dict[str, Job]:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "A change")
        self.git("push", "--quiet", self.runner.remote.as_uri(), "HEAD:main")
        return self.runner.run(WORKFLOWS / "publish.yml", event)

    def tick(self) -> dict[str, Job]:
        return self.runner.run(WORKFLOWS / "publish.yml", "schedule")

    def posts(self) -> int:
        return len(self.practice.timeline.posts())


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[Trust]:
    (tmp_path / "site").mkdir()
    with LoopbackSite(tmp_path / "site") as site, PracticeServer(tmp_path / "practice") as practice:
        yield Trust(tmp_path, site.url, practice)


def results(jobs: dict[str, Job]) -> dict[str, str]:
    """What became of the jobs that ran."""
    sys.stdout.writelines(job.said for job in jobs.values() if job.result == "failure")
    return {name: job.result for name, job in jobs.items() if job.result != "skipped"}


ALL_WELL = dict.fromkeys(("build", "attest", "pages", "announce"), "success")


def test_a_merge_is_live_and_posted_once_and_the_clock_finds_nothing_to_do(trust: Trust) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    assert results(trust.merge()) == ALL_WELL
    assert trust.posts() == 0, "what is live before the first announcement is known"

    trust.write("2026/the-garden", "Rooftop garden", PHOTO)
    (trust.work / "content/stories/2026/the-garden/clock.jpg").write_bytes(picture("navy"))
    assert results(trust.merge()) == ALL_WELL
    live = json.loads((trust.runner.site / "announce.json").read_bytes())
    assert {story["id"] for story in live["stories"]} == {"2026/the-garden", "2026/the-kitchen"}
    assert trust.posts() == 1

    assert results(trust.tick()) == {"due": "success"}
    assert trust.posts() == 1


def test_a_broken_story_fails_the_last_job_alone_and_a_withdrawal_goes_out(trust: Trust) -> None:
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


def test_a_branch_that_a_host_serves_is_pushed_and_waited_for(trust: Trust) -> None:
    hook = trust.runner.remote / "hooks/post-receive"
    show = f'git rev-parse --verify -q gh-pages && git --work-tree="{trust.runner.site}" checkout -f gh-pages'
    hook.write_text(f"#!/bin/sh\n{show}\n", encoding="utf-8")
    hook.chmod(0o755)
    trust.target('{"kind": "branch", "linger": 0}')
    trust.write("2026/the-kitchen", "Hospital kitchen")
    assert results(trust.merge()) == dict.fromkeys(("build", "attest", "deploy", "announce"), "success")
    assert (trust.runner.site / "stories/2026/the-kitchen/index.html").is_file()


def test_a_pull_request_is_checked_and_fails_for_what_it_touches(trust: Trust) -> None:
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
    check = WORKFLOWS / "check.yml"
    assert results(trust.runner.run(check, "pull_request", ref="good")) == {"check": "success"}
    jobs = trust.runner.run(check, "pull_request", ref="bad")
    assert jobs["check"].result == "failure"
    assert "::error file=content/stories/2026/the-garden/story.md" in jobs["check"].said
