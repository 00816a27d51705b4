"""A Trust's repository as its workflows see it: a copy of this project, a bare remote, a site, an account."""

import shutil
import subprocess
from dataclasses import astuple
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.ours import PROJECT
from benchmarks.workflow import Job, Runner
from goodnews.announce.practice.server import PRACTICE_KEYS, PracticeServer
from goodnews.files import write_atomically
from goodnews.story import LONDON

PAGES, BRANCH = '{"kind": "pages"}', '{"kind": "branch", "linger": 0}'
"""Ways to deliver."""
KEYS = ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")
PHOTO = "photos:\n  - {file: clock.jpg, alt: The clock in the kitchen, shows: nobody}"
_FOLDERS = ("goodnews", "theme", "content/pages", ".github")
_FILES = (
    "tasks.py",
    "pelicanconf.py",
    "publishconf.py",
    "pyproject.toml",
    "requirements.txt",
    ".gitignore",
)
_STORY = """---
title: "{title}"
summary: What happened one morning at the {title}.
date: {date:%Y-%m-%d %H:%M}
category: People
{more}
---
The kettle goes on at six. Then the {title} wakes up, and everybody has a slice of toast.
"""


class Repository:
    """Where a Trust works.

    Attributes:
        work: its clone, with no stories yet.
        runner: plays its workflows.
        practice: has its account.
    """

    def __init__(self, folder: Path, site: str, practice: PracticeServer) -> None:
        self.work, self.practice = folder / "work", practice
        environ = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "X_API_BASE": practice.url,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        remote, secrets = folder / "remote.git", dict(zip(KEYS, astuple(PRACTICE_KEYS), strict=True))
        self.runner = Runner(folder / "runs", remote, folder / "site", environ, secrets, {"SITEURL": site})
        self.runner.folder.mkdir()
        for name in _FOLDERS:
            shutil.copytree(PROJECT / name, self.work / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in _FILES:
            shutil.copy(PROJECT / name, self.work / name)
        self.deliver_to(PAGES)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("init", "--quiet", "--bare", str(remote))
        for setting in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
            self.git("--git-dir", str(remote), "config", setting, "true")

    def git(self, *words: str) -> None:
        """Run git in the Trust's clone."""
        who = ["-c", "user.name=A test", "-c", "user.email=test@merrowdale.example"]
        environ = self.runner.environ
        subprocess.run(["git", *who, *words], cwd=self.work, env=environ, check=True, capture_output=True)

    def deliver_to(self, target: str) -> None:
        """Choose a way to deliver; a branch is shown at once, as GitHub does it after a while."""
        if target == BRANCH:
            hook = self.runner.remote / "hooks/post-receive"
            show = f'git --work-tree="{self.runner.site}" checkout -f gh-pages'
            hook.write_text(f"#!/bin/sh\ngit rev-parse --verify -q gh-pages && {show}\n", encoding="utf-8")
            hook.chmod(0o755)
        with (self.work / "publishconf.py").open("a", encoding="utf-8") as settings:
            settings.write(f"\nTARGET = {target}\n")

    def write(self, key: str, title: str, more: str = "") -> None:
        """Write a story of an hour ago."""
        date = datetime.now(LONDON) - timedelta(hours=1)
        text = _STORY.format(title=title, date=date, more=more)
        write_atomically(self.work / "content/stories" / key / "story.md", text)

    def write_with_photo(self, key: str, title: str, photo: bytes) -> None:
        """Write a story of an hour ago with a JPEG."""
        self.write(key, title, PHOTO)
        (self.work / "content/stories" / key / "clock.jpg").write_bytes(photo)

    def merge(self) -> dict[str, Job]:
        """Bring all that was changed to main, and publish."""
        self.push()
        return self.publish("push")

    def push(self) -> None:
        """Bring all that was changed to main."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "A change")
        self.git("push", "--quiet", self.runner.remote.as_uri(), "HEAD:main")

    def send(self, branch: str) -> None:
        """Push all that was changed as a branch, and leave it uncommitted on main."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", branch)
        self.git("push", "--quiet", self.runner.remote.as_uri(), f"HEAD:{branch}")
        self.git("reset", "--quiet", "--soft", "HEAD~1")

    def tick(self) -> dict[str, Job]:
        """Let the clock ask what is due."""
        return self.publish("schedule")

    def posts(self) -> int:
        """How many posts its account has."""
        return len(self.practice.timeline.posts())

    def publish(self, event: str) -> dict[str, Job]:
        """Publish what main is."""
        return self.play("publish", event)

    def play(self, workflow: str, event: str, **more: Any) -> dict[str, Job]:
        """Run a workflow by its name."""
        return self.runner.run(self.work / f".github/workflows/{workflow}.yml", event, **more)
