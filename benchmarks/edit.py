"""One story edited, and nothing edited, each built by a new process: what an author waits for.

Hugo and stock Pelican make the whole site again; stock Pelican has its cache of texts on, which is the
best that it can do. Files written are counted by what the file system says of each before and after.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.report import Table
from benchmarks.sites import costs_of, make_sites
from benchmarks.stories import middle_story
from benchmarks.timing import CPU, Cost, processor, ratios, seconds

STORIES = (1_000, 10_000)
RUNS = 5
EDITED, SAME = "one story edited", "nothing changed, at once after a build"
TARGETS = {
    (1_000, EDITED): "≤ 1.0",
    (1_000, SAME): "≤ 0.9, 0 files",
    (10_000, EDITED): "≤ 0.5",
    (10_000, SAME): "≤ 0.5, 0 files",
}
"""How many times as long as Hugo's build each may take."""


def run(stories: Sequence[int] = STORIES, runs: int = RUNS, echo: Callable[[str], None] = print) -> Table:
    """Edit a story in the middle of each site, build, and build once more with nothing changed."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in stories:
            rows.extend(_measure(Path(folder, str(size)), size, runs, echo))
    return Table(
        f"Builds after a change, each a new process, median of {runs}",
        (
            "stories",
            "what",
            "builder",
            "seconds",
            CPU,
            "files written",
            "× Hugo",
            "× stock",
            "target, × Hugo",
        ),
        tuple(rows),
    )


def _measure(folder: Path, size: int, runs: int, echo: Callable[[str], None]) -> list[tuple[str, ...]]:
    echo(f"Writing {size:,} stories, and building them for the first time")
    builders = [builder for builder in make_sites(folder, size, cached=True) if builder]
    for builder in builders:
        builder.build()
        builder.pages()
    edited: dict[str, list[Cost]] = {builder.name: [] for builder in builders}
    same: dict[str, list[Cost]] = {builder.name: [] for builder in builders}
    key = middle_story(size)
    for number in range(runs):
        for builder in builders:
            # Every edit has words of its own: a text that was there before would be in a cache.
            edit = builder.build_edited(key, f"And {number} cups of tea.")
            again = builder.build_counted(at_once=True)
            edited[builder.name].append(edit)
            same[builder.name].append(again)
            echo(f"{size:,} stories: {builder.name}: {edit.seconds:.2f} and {again.seconds:.2f} s")
    return [*_rows(size, EDITED, edited), *_rows(size, SAME, same)]


def _rows(size: int, message: str, results: Mapping[str, Sequence[Cost]]) -> list[tuple[str, ...]]:
    hugo, stock = costs_of(results, "Hugo"), costs_of(results, "stock")
    return [
        (
            f"{size:,}",
            message,
            name,
            f"{seconds(costs):.2f}",
            f"{processor(costs):.2f}",
            f"{median(cost.written for cost in costs):,.0f}",
            ratios(costs, hugo),
            ratios(costs, stock),
            TARGETS.get((size, message), "") if name == "ours" else "",
        )
        for name, costs in results.items()
    ]
