"""A whole site from nothing: this project, Hugo and stock Pelican, on the same text stories.

Each build is a process of its own, and all take turns. A ratio is the median of the ratios of two runs
that stood side by side.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.ours import with_cards, with_search, without_checks
from benchmarks.sites import make_sites
from benchmarks.table import Table
from benchmarks.timing import Cost, ratio, seconds, take_turns

STORIES = (1_000, 10_000)
RUNS = 3
TARGETS = {1_000: "≤ 2.5", 10_000: "≤ 2.0"}
"""How many times as long as Hugo's a clean build may take."""
GROWTH = "≤ 1.20"
"""How many times as long a story may take on the larger site."""


def run(
    stories: Sequence[int] = STORIES, runs: int = RUNS, say: Callable[[str], None] = lambda _words: None
) -> Table:
    """Build sites of so many text stories from nothing, again and again.

    Args:
        stories: the sizes, smallest first.
        runs: how often each builds each.
        say: told what was just measured.
    """
    rows: list[tuple[str, ...]] = []
    measured: dict[int, Mapping[str, Sequence[Cost]]] = {}
    # Nothing is deleted before all is measured: see `Builder.build_clean`.
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in stories:
            found = _measure(Path(folder, str(size)), size, runs, say)
            measured[size] = found.costs
            rows.extend(_rows(size, found))
    if len(stories) > 1:
        rows.extend(_growth(measured[stories[0]], measured[stories[-1]], stories[0], stories[-1]))
    return Table(
        f"Clean builds of text stories, median of {runs}",
        ("stories", "builder", "pages", "seconds", "peak MiB", "× Hugo", "× stock", "target, × Hugo"),
        tuple(rows),
    )


class _Found(NamedTuple):
    """What was measured of each builder, by its name: costs, pages, and peak memory in MiB."""

    costs: Mapping[str, Sequence[Cost]]
    pages: Mapping[str, int]
    peaks: Mapping[str, float]


def _measure(folder: Path, size: int, runs: int, say: Callable[[str], None]) -> _Found:
    say(f"Writing {size:,} stories")
    hugo, stock, ours = make_sites(folder, size)
    told = partial(_tell, say, size)
    # Once is enough for this one, and it leaves the cards that the others of ours find.
    first = with_cards(ours)
    costs = take_turns({first.name: first.build_clean}, 1, told)
    builders = [each for each in (hugo, stock, ours, without_checks(ours), with_search(ours)) if each]
    costs.update(take_turns({each.name: each.build_clean for each in builders}, runs, told))
    say(f"{size:,} stories: once more each, to watch their memory")
    peaks = {each.name: each.build_clean(watched=True).mebibytes for each in builders}
    return _Found(costs, {each.name: each.pages() for each in (first, *builders)}, peaks)


def _tell(say: Callable[[str], None], size: int, words: str) -> None:
    say(f"{size:,} stories: {words}")


def _rows(size: int, found: _Found) -> list[tuple[str, ...]]:
    hugo, stock = _find(found.costs, "Hugo"), _find(found.costs, "stock")
    return [
        (
            f"{size:,}",
            name,
            f"{found.pages[name]:,}",
            f"{seconds(each):.2f}",
            f"{found.peaks[name]:.0f}" if name in found.peaks else "",
            f"{ratio(each, hugo[: len(each)]):.2f}" if hugo else "",
            f"{ratio(each, stock[: len(each)]):.2f}" if stock else "",
            TARGETS.get(size, "") if name == "ours" else "",
        )
        for name, each in found.costs.items()
    ]


def _growth(
    few: Mapping[str, Sequence[Cost]], many: Mapping[str, Sequence[Cost]], small: int, large: int
) -> list[tuple[str, ...]]:
    """How many times as long a story takes on the larger site."""
    return [
        (
            f"{large:,} against {small:,}",
            f"{name}: time a story",
            "",
            f"× {ratio(many[name], few[name]) * small / large:.2f}",
            "",
            "",
            "",
            GROWTH.replace("≤", "grows ≤") if name == "ours" else "",
        )
        for name in few
    ]


def _find(costs: Mapping[str, Sequence[Cost]], start: str) -> Sequence[Cost]:
    return next((each for name, each in costs.items() if name.startswith(start)), ())
