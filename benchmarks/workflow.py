"""Runs a workflow's steps as GitHub would: a clone for each job, outputs, artifacts and caches between them.

Actions are played by what they promise; one that is not known here is a failure, and so is an expression.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.timing import Cost

ALWAYS = re.compile(r"\b(always|cancelled|failure)\(\)")
NAME = re.compile(r"\b(?:github|inputs|needs|steps|secrets|vars)(?:\.[\w-]+)+")


@dataclass
class Job:
    """What became of a job, what its steps of ours took, and what they wrote."""

    result: str = "skipped"
    outputs: dict[str, str] = field(default_factory=dict)
    cost: Cost = field(default_factory=lambda: Cost(0.0))
    said: str = ""


@dataclass
class Runner:
    """A workflow's home.

    Attributes:
        folder: where jobs have their clones, and artifacts and caches are kept.
        remote: a bare repository.
        site: the folder that GitHub Pages shows.
        environ: what every step has.
        secrets: the repository's.
        variables: the repository's.
        token: what `github.token` is.
    """

    folder: Path
    remote: Path
    site: Path
    environ: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    runs: int = 0

    def run(
        self,
        workflow: Path,
        event: str,
        *,
        ref: str = "main",
        private: bool = False,
        payload: Mapping[str, Any] | None = None,
    ) -> dict[str, Job]:
        """Run every job in order; jobs stand in the file behind those they need.

        `payload` is what the event says beside who can read the repository.
        """
        self.runs += 1
        shutil.rmtree(self.folder / "artifacts", ignore_errors=True)
        jobs: dict[str, Job] = {}
        said = {"repository": {"private": private}, **(payload or {})}
        (self.folder / "event.json").write_text(json.dumps(said), encoding="utf-8")
        loaded = yaml.safe_load(workflow.read_text(encoding="utf-8"))
        for name, job in loaded["jobs"].items():
            run = JobRun(self, self.folder / f"{self.runs}-{name}", ref, jobs, event, said)
            run.environ = {name: str(run.value(text)) for name, text in loaded.get("env", {}).items()}
            needs = job.get("needs", [])
            jobs[name] = run.run(job, [needs] if isinstance(needs, str) else needs)
        return jobs


@dataclass
class JobRun:
    """One job."""

    runner: Runner
    clone: Path
    ref: str
    jobs: Mapping[str, Job]
    event: str
    payload: Mapping[str, Any]
    steps: dict[str, dict[str, str]] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)
    failed: bool = False

    def run(self, job: dict[str, Any], needs: list[str]) -> Job:
        """Run its steps, unless its condition or a job that it needs says no."""
        results = [self.jobs[need].result for need in needs]
        condition = str(job.get("if", "success()"))
        waits = not ALWAYS.search(condition) and any(result != "success" for result in results)
        self.failed = "failure" in results
        if waits or not self.value(condition):
            return Job()
        self.failed = False
        outcome, caches = Job("success"), []
        for step in job["steps"]:
            condition = str(step.get("if", "success()"))
            if (self.failed and not ALWAYS.search(condition)) or not self.value(condition):
                continue
            if "run" in step:
                self.command(step, outcome)
            elif "/cache@" in step["uses"]:
                caches.append(step["with"]["path"])
                self.copy(self.runner.folder / "cache", self.clone / step["with"]["path"])
            else:
                self.action(step["uses"].partition("@")[0], step.get("with", {}))
        for path in caches:
            self.copy(self.clone / path, self.runner.folder / "cache")
        outcome.result = "failure" if self.failed else "success"
        outcome.outputs = {name: str(self.value(text)) for name, text in job.get("outputs", {}).items()}
        return outcome

    def value(self, text: str) -> Any:
        """The value of a text with an expression in it, or of an expression alone."""
        if text in {"success()", "${{ success() }}"}:
            return not self.failed
        expression = text.strip().removeprefix("${{").removesuffix("}}").strip()
        if "${{" not in text and text == expression and not ALWAYS.search(text):
            return text
        words = NAME.sub(lambda name: repr(self.look_up(name[0].split("."))), expression)
        words = re.sub(r"!(?!=)", " not ", words.replace("&&", " and ").replace("||", " or "))
        functions = {"always": lambda: True, "cancelled": lambda: False, "failure": lambda: self.failed}
        return eval(words.strip(), {"__builtins__": {}}, functions)  # noqa: S307 - our own workflows

    def look_up(self, name: list[str]) -> str | bool:
        """What a name in an expression stands for."""
        match name:
            case ["github", "event_name"]:
                return self.event
            case ["github", "event", "repository", "private"]:
                return bool(self.payload["repository"]["private"])
            case ["github", "token"]:
                return self.runner.token
            case ["inputs", given]:
                return str(self.payload["inputs"][given])
            case ["needs", job, "result"]:
                return self.jobs[job].result
            case ["needs", job, "outputs", output]:
                return self.jobs[job].outputs.get(output, "")
            case ["steps", step, "outputs", output]:
                return self.steps.get(step, {}).get(output, "")
            case ["secrets", secret]:
                return self.runner.secrets.get(secret, "")
            case ["vars", variable]:
                return self.runner.variables.get(variable, "")
        raise AssertionError(f"nobody knows {name}")

    def command(self, step: dict[str, Any], outcome: Job) -> None:
        """Run `./inv TASK` of the clone, with the environment that the step says and no more."""
        given = {name: str(self.value(text)) for name, text in step.get("env", {}).items()}
        launcher, *words = shlex.split(re.sub(r"\$(\w+)", lambda name: given[name[1]], step["run"]))
        promise(launcher == "./inv", step["run"])
        output = self.clone.with_suffix(".output")
        output.write_text("", encoding="utf-8")
        github = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": self.event, "GITHUB_OUTPUT": str(output)}
        github["GITHUB_EVENT_PATH"] = str(self.runner.folder / "event.json")
        began, before = time.perf_counter(), os.times()
        ran = subprocess.run(
            [sys.executable, "-m", "goodnews.commands", *words],
            cwd=self.clone,
            env={**self.runner.environ, **self.environ, **github, **given},
            capture_output=True,
            text=True,
            timeout=1200,
            check=False,
        )
        seconds, work = time.perf_counter() - began, sum(os.times()[2:4]) - sum(before[2:4])
        outcome.cost = Cost(outcome.cost.seconds + seconds, outcome.cost.processor + work)
        outcome.said += ran.stdout + ran.stderr
        self.failed = self.failed or bool(ran.returncode)
        lines = output.read_text(encoding="utf-8").splitlines()
        self.steps[step.get("id", "")] = dict(line.split("=", 1) for line in lines)

    def action(self, action: str, given: dict[str, Any]) -> None:
        """Do what an action promises."""
        artifacts = self.runner.folder / "artifacts"
        match action:
            case "actions/checkout":
                check_out(self.runner.remote, self.clone, given, self.runner.environ, self.ref)
            case "$/.github/actions/set-up":
                pass
            case "actions/upload-artifact":
                path = self.clone / given["path"]
                promise(path.exists() or given["if-no-files-found"] == "ignore", str(path))
                self.copy(
                    path, artifacts / given.get("name", path.name) / ("" if path.is_dir() else path.name)
                )
            case "actions/cache/restore":
                self.copy(self.runner.folder / "cache", self.clone / given["path"])
            case "actions/upload-pages-artifact":
                self.copy(self.clone / given["path"], artifacts / "github-pages")
            case "actions/download-artifact":
                self.copy(artifacts / given["name"], self.clone / given.get("path", ""))
            case "actions/deploy-pages":
                shutil.rmtree(self.runner.site, ignore_errors=True)
                self.copy(artifacts / "github-pages", self.runner.site)
            case "actions/attest-build-provenance":
                promise((self.clone / given["subject-path"]).is_file(), given["subject-path"])
            case _:
                raise AssertionError(f"nobody knows {action}")

    @staticmethod
    def copy(source: Path, target: Path) -> None:
        """Copy a file or a folder with the times of its files, as archives keep them; or nothing."""
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def promise(kept: bool, what: str) -> None:
    """Stop where a workflow does what GitHub would not."""
    if not kept:
        raise AssertionError(what)


def check_out(
    remote: Path,
    clone: Path,
    given: Mapping[str, Any],
    environ: Mapping[str, str] = os.environ,
    ref: str = "main",
) -> None:
    """As actions/checkout does: shallow, without old blobs, and only what is asked for."""

    def git(*words: str) -> None:
        command = ["git", "-c", "protocol.file.allow=always", "-C", str(clone), *words]
        subprocess.run(command, env=environ, check=True, capture_output=True)

    clone.mkdir()
    depth = given.get("fetch-depth", 1)
    options = [f"--depth={depth}"] if depth else []
    options += [f"--filter={given['filter']}"] if "filter" in given else []
    git("init", "--quiet")
    git("remote", "add", "origin", remote.as_uri())
    git("fetch", "--quiet", *options, "origin", f"+{ref}:refs/remotes/origin/here")
    if not depth:
        git("fetch", "--quiet", "origin")
    if patterns := given.get("sparse-checkout"):
        promise(given["sparse-checkout-cone-mode"] is False, "patterns of files are no folders")
        git("sparse-checkout", "set", "--no-cone", *patterns.split())
    git("checkout", "--quiet", "-B", "main", "refs/remotes/origin/here")
