"""Ten years of photos: what each job of the workflows fetches of a repository, and a clone on a laptop.

The repository is made here: two photos a story, committed as a phone takes them and tidied a commit later.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median
from typing import IO, Any

import yaml

from benchmarks.report import Table
from benchmarks.workflow import check_out

STORIES = (1_000,)
RUNS = 1
PHOTOS = 2
AS_SENT, TIDIED = 4_500_000, 500_000
"""Bytes of a photo from a phone's camera, and of the same one after `./inv tidy`."""
WORKFLOWS = Path(__file__).parents[1] / ".github/workflows"
CLONES: Mapping[str, tuple[str, ...]] = {
    "a laptop: `git clone`": (),
    "a laptop: `git clone --filter=blob:none`": ("--filter=blob:none",),
}

Fetch = Callable[[Path], None]
"""Makes a clone."""


def run(stories: Sequence[int] = STORIES, runs: int = RUNS, echo: Callable[[str], None] = print) -> Table:
    """Make a repository, and let every different checkout fetch from it."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for size in stories:
            remote = Path(name, f"{size}.git")
            make_history(remote, size)
            total = _bytes_in(remote)
            echo(f"{size:,} stories: {total / 1e9:.2f} GB of history")
            for who, fetch in [*_clones(remote), *_jobs(remote)]:
                costs = [_measure(fetch, Path(name, "clone")) for _ in range(runs)]
                fetched, seconds = costs[0][0], median(cost[1] for cost in costs)
                rows.append(
                    (f"{size:,}", who, f"{fetched / 1e6:,.0f}", f"{fetched / total:.1%}", f"{seconds:.0f}")
                )
                echo(" ".join(rows[-1]))
            shutil.rmtree(remote)
    columns = ("stories", "who", "MB fetched", "of all", "seconds")
    return Table("Checkouts of ten years of photos", columns, tuple(rows))


def _measure(fetch: Fetch, clone: Path) -> tuple[int, float]:
    """Bytes of what a clone has in git, and the seconds it took to make; it is deleted."""
    began = time.perf_counter()
    fetch(clone)
    seconds = time.perf_counter() - began
    size = _bytes_in(clone / ".git")
    shutil.rmtree(clone)
    return size, seconds


def make_history(remote: Path, stories: int) -> None:
    """Make a bare repository that gives parts of itself, as GitHub does."""
    _git("init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    for setting in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        _git("config", setting, "true", at=remote)
    # Photos don't get smaller: git is spared trying.
    words = ("git", "-c", "core.compression=0", "-c", "core.bigFileThreshold=100k", "fast-import", "--quiet")
    with subprocess.Popen(words, cwd=remote, stdin=subprocess.PIPE) as importer:
        for number, size in product(range(stories), (AS_SENT, TIDIED)):
            if importer.stdin:
                _commit(importer.stdin, number, size)
    if importer.returncode:
        raise subprocess.CalledProcessError(importer.returncode, words)


def _commit(stream: IO[bytes], number: int, size: int) -> None:
    """A story of its year, with photos of this size."""
    folder = f"content/stories/{2017 + number % 10}/story-{number}"
    stream.write(f"commit refs/heads/main\ncommitter A <a@b> {number + 1} +0000\ndata 0\n\n".encode())
    files = {f"photo-{photo}.jpg": os.urandom(size) for photo in range(PHOTOS)}
    for name, data in {"story.md": b"A good morning on Ward 7. " * 80, **files}.items():
        stream.write(f"M 644 inline {folder}/{name}\ndata {len(data)}\n".encode() + data + b"\n")


def _clones(remote: Path) -> Iterator[tuple[str, Fetch]]:
    for who, options in CLONES.items():
        yield who, partial(_clone, remote, options)


def _clone(remote: Path, options: Sequence[str], clone: Path) -> None:
    _git("clone", "--quiet", *options, remote.as_uri(), str(clone))


def _jobs(remote: Path) -> Iterator[tuple[str, Fetch]]:
    """Those of a Trust's workflows, one for each way of checking out."""
    ways: dict[str, tuple[list[str], dict[str, Any]]] = {}
    for workflow in sorted(WORKFLOWS.glob("*.yml")):
        if workflow.stem == "test":
            continue
        for name, job in yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].items():
            for step in job["steps"]:
                if "/checkout@" in step.get("uses", ""):
                    options = {key: value for key, value in step["with"].items() if "credentials" not in key}
                    ways.setdefault(repr(options), ([], options))[0].append(f"{workflow.stem}: {name}")
    for names, options in ways.values():
        yield ", ".join(names), partial(check_out, remote, given=options)


def _bytes_in(repository: Path) -> int:
    return sum(file.stat().st_size for file in (repository / "objects").rglob("*") if file.is_file())


def _git(*words: str, at: Path | None = None) -> None:
    subprocess.run(["git", *words], cwd=at, check=True)
