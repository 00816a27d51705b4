"""`./inv check` of a whole site, from nothing, unchanged and after one edit; and what its rules find."""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import recall
from benchmarks.ours import make_ours, task
from benchmarks.report import Table
from benchmarks.stories import middle_story
from benchmarks.timing import Cost, ratio, seconds

STORIES = (1_000,)
RUNS = 3


def run(stories: Sequence[int] = STORIES, runs: int = RUNS, echo: Callable[[str], None] = print) -> Table:
    """Check a site of so many text stories, each time in a new process."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in stories:
            costs = _measure(Path(folder, str(size)), size, runs, echo)
            rows += [
                (f"{size:,}", message, f"{seconds(spent):.2f}", f"{ratio(spent, costs['cold']):.2f}")
                for message, spent in costs.items()
            ]
    title = f"Checking text stories on {os.cpu_count()} processors, median of {runs}"
    return Table(title, ("stories", "what", "seconds", "× cold"), tuple(rows), recall.run())


def _measure(folder: Path, size: int, runs: int, echo: Callable[[str], None]) -> dict[str, list[Cost]]:
    echo(f"Writing {size:,} stories")
    site = replace(make_ours(folder, size), command=task("check"), spared=())
    key = middle_story(size)
    costs: dict[str, list[Cost]] = {"cold": [], "nothing changed": [], "one story edited": []}
    for number in range(runs):
        costs["cold"].append(site.build_clean())
        costs["nothing changed"].append(site.build())
        costs["one story edited"].append(site.build_edited(key, f"And {number} cups of tea."))
        echo(f"{size:,} stories, run {number + 1} of {runs}: {costs['cold'][-1].seconds:.2f} s from nothing")
    return costs
