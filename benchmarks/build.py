"""A whole site from nothing: this project, Hugo and stock Pelican, on the same text stories."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.ours import with_cards
from benchmarks.report import Table
from benchmarks.sites import costs_of, make_sites
from benchmarks.timing import CPU, Cost, processor, ratios, seconds, take_turns

STORIES = (1_000, 10_000)
RUNS = 3
TARGETS = {1_000: "≤ 0.75 × stock", 10_000: "≤ 0.6 × stock; memory ≤ Hugo's"}


class _Result(NamedTuple):
    """What was measured of each builder, by its name: costs, pages, and peak memory in MiB."""

    costs: Mapping[str, Sequence[Cost]]
    pages: Mapping[str, int]
    peaks: Mapping[str, float]


def run(stories: Sequence[int] = STORIES, runs: int = RUNS, echo: Callable[[str], None] = print) -> Table:
    """Build sites of so many text stories from nothing, again and again."""
    rows: list[tuple[str, ...]] = []
    # Nothing is deleted before all is measured: see `Builder.build_clean`.
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in stories:
            rows.extend(_rows(size, _measure(Path(folder, str(size)), size, runs, echo)))
    return Table(
        f"Clean builds of text stories, median of {runs}",
        ("stories", "builder", "pages", "seconds", CPU, "peak MiB", "× Hugo", "× stock", "target"),
        tuple(rows),
    )


def _measure(folder: Path, size: int, runs: int, echo: Callable[[str], None]) -> _Result:
    echo(f"Writing {size:,} stories")
    hugo, stock, ours = make_sites(folder, size)
    on_done = partial(_step, echo, size)
    # Once is enough for this one, and it leaves the cards that the others of ours find.
    first = with_cards(ours)
    costs = take_turns({first.name: first.build_clean}, 1, on_done)
    builders = [builder for builder in (hugo, stock, ours) if builder]
    costs.update(take_turns({builder.name: builder.build_clean for builder in builders}, runs, on_done))
    on_done("once more each, to watch their memory")
    peaks = {builder.name: builder.build_clean(watched=True).mebibytes for builder in builders}
    return _Result(costs, {builder.name: builder.pages() for builder in (first, *builders)}, peaks)


def _step(echo: Callable[[str], None], size: int, words: str) -> None:
    echo(f"{size:,} stories: {words}")


def _rows(size: int, result: _Result) -> list[tuple[str, ...]]:
    hugo, stock = costs_of(result.costs, "Hugo"), costs_of(result.costs, "stock")
    return [
        (
            f"{size:,}",
            name,
            f"{result.pages[name]:,}",
            f"{seconds(costs):.2f}",
            f"{processor(costs):.2f}",
            f"{result.peaks[name]:.0f}" if name in result.peaks else "",
            ratios(costs, hugo),
            ratios(costs, stock),
            TARGETS.get(size, "") if name == "ours" else "",
        )
        for name, costs in result.costs.items()
    ]
