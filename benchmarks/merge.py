"""From merged to announced: the steps that the workflow's jobs take of one new story with a photo.

Each job has a clone of its own of a bare remote, with `.cache` restored as the workflow restores it, and all
packages, as with `.venv` restored. The site is served on this machine, and the post goes to the practice
network: GitHub's own time and the networks' are not in it, nor is the launcher's.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.checkout import add_photos
from benchmarks.pictures import photograph_file
from benchmarks.report import Table
from benchmarks.repository import BRANCH, PAGES, Repository
from benchmarks.stories import corpus
from benchmarks.timing import CPU, Cost, processor, seconds
from benchmarks.workflow import Job
from goodnews.announce.practice.server import PracticeServer
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite

STORIES = (25, 1_000)
RUNS = 3
ONE_PHOTO_IN = 20
"""So many stories have one photo between them."""
MEGABYTES = 0.5
"""Of a photo in the repository, after `./inv tidy`."""
WAYS = {"a branch": BRANCH, "GitHub Pages": PAGES}
TARGETS = {25: "≤ 20 s", 1_000: "≤ 30 s"}


def run(stories: Sequence[int] = STORIES, runs: int = RUNS, echo: Callable[[str], None] = print) -> Table:
    """Publish a site of each size, then merge stories into it one by one, by each way to deliver."""
    rows: list[tuple[str, ...]] = []
    for size in stories:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            (folder / "site").mkdir()
            with LoopbackSite(folder / "site") as site, PracticeServer(folder / "practice") as practice:
                rows += _measure(Repository(folder, site.url, practice), size, runs, echo)
    columns = ("stories", "by way of", "job", "seconds", CPU, "target")
    return Table(
        f"From merged to announced: a new story with a photo, median of {runs}", columns, tuple(rows)
    )


def _measure(
    trust: Repository, size: int, runs: int, echo: Callable[[str], None]
) -> Iterator[tuple[str, ...]]:
    for key, text in corpus(size - size // ONE_PHOTO_IN):
        write_atomically(trust.work / "content/stories" / key / "story.md", text)
    add_photos(trust.work, size // ONE_PHOTO_IN, MEGABYTES)
    for way, target in WAYS.items():
        trust.deliver_to(target)
        _well(trust.merge())
        echo(f"{size:,} stories are live by way of {way}")
        merges = [_merge(trust, way, number, echo) for number in range(runs)]
        for job in merges[0]:
            yield _row(size, way, job, [costs[job] for costs in merges])
        yield _row(size, way, "in all", [_sum(costs.values()) for costs in merges], TARGETS.get(size, ""))
    ticks = [_well(trust.tick())["due"] for _ in range(runs)]
    yield _row(size, "the clock", "due, and nothing is", ticks)


def _merge(trust: Repository, way: str, number: int, echo: Callable[[str], None]) -> dict[str, Cost]:
    """Merge one story, which has to be posted; gives what each job took that has a step of ours."""
    name = f"{way.lower().replace(' ', '-')}-{number}"
    trust.write_with_photo(f"2026/{name}", f"Kitchen of {name}", photograph_file(number))
    before = trust.posts()
    costs = _well(trust.merge())
    if trust.posts() != before + 1:
        raise CommandError(f"The story of {name} was not posted once.", "Look into benchmarks/merge.py.")
    echo(f"{name}: {_sum(costs.values()).seconds:.1f} s")
    return costs


def _well(jobs: Mapping[str, Job]) -> dict[str, Cost]:
    """What the jobs took that have a step of ours; none may fail."""
    for name, job in jobs.items():
        if job.result == "failure":
            raise CommandError(f"The job {name} failed.", job.said)
    return {name: job.cost for name, job in jobs.items() if job.cost.seconds}


def _sum(costs: Iterable[Cost]) -> Cost:
    each = list(costs)
    return Cost(sum(cost.seconds for cost in each), sum(cost.processor for cost in each))


def _row(size: int, way: str, job: str, costs: Sequence[Cost], target: str = "") -> tuple[str, ...]:
    return (f"{size:,}", way, job, f"{seconds(costs):.1f}", f"{processor(costs):.1f}", target)
