"""One story edited, and nothing edited, each built by a new process: what an author waits for.

Hugo and stock Pelican make the whole site again; stock Pelican has its cache of texts on, which is the
best that it can do. Files written are counted by what the file system says of each before and after.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.builders import Builder
from benchmarks.ours import PROJECT, without_checks
from benchmarks.sites import make_sites
from benchmarks.stories import corpus
from benchmarks.table import Table
from benchmarks.timing import Cost, ratio, run_process, seconds, take_turns

STORIES = (1_000, 10_000)
RUNS = 5
EDITED, SAME = "one story edited", "nothing changed"
TARGETS = {(1_000, EDITED): "≤ 1.0", (10_000, EDITED): "≤ 0.3", (10_000, SAME): "≤ 0.2, 0 files"}
"""How many times as long as Hugo's build each may take."""
START = "≤ 0.3 s"


def run(
    stories: Sequence[int] = STORIES, runs: int = RUNS, say: Callable[[str], None] = lambda _words: None
) -> Table:
    """Edit a story in the middle of each site, build, and build once more with nothing changed.

    Args:
        stories: the sizes.
        runs: how often each builds each.
        say: told what was just measured.
    """
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in stories:
            rows.extend(_measure(Path(folder, str(size)), size, runs, say))
    rows.append(_start(runs))
    return Table(
        f"Builds after a change, each a new process, median of {runs}",
        ("stories", "what", "builder", "seconds", "files written", "× Hugo", "× stock", "target, × Hugo"),
        tuple(rows),
    )


def middle_story(stories: int) -> str:
    """The key of the story that is edited: one with as many before it as after."""
    return next(key for number, (key, _) in enumerate(corpus(stories)) if number == stories // 2)


def _measure(folder: Path, size: int, runs: int, say: Callable[[str], None]) -> list[tuple[str, ...]]:
    say(f"Writing {size:,} stories, and building them for the first time")
    hugo, stock, ours = make_sites(folder, size, cached=True)
    builders = [each for each in (hugo, stock, ours, without_checks(ours)) if each]
    for each in builders[:-1]:
        each.build()
        each.pages()
    edits = _Edits(middle_story(size))

    def told(words: str) -> None:
        say(f"{size:,} stories: {words}")

    changed = take_turns({each.name: edits.by(each) for each in builders}, runs, told)
    same = take_turns({each.name: each.build_counted for each in builders}, runs, told)
    return [*_rows(size, EDITED, changed), *_rows(size, SAME, same)]


class _Edits:
    """Gives every edit words of its own: a text that was there before would be in a cache."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._number = 0

    def by(self, builder: Builder) -> Callable[[], Cost]:
        """An edit of one builder's copy, and its build."""

        def edit() -> Cost:
            self._number += 1
            return builder.build_edited(self._key, f"And {self._number} cups of tea.")

        return edit


def _rows(size: int, what: str, costs: Mapping[str, Sequence[Cost]]) -> list[tuple[str, ...]]:
    hugo: Sequence[Cost] = next((each for name, each in costs.items() if name.startswith("Hugo")), ())
    stock = next(each for name, each in costs.items() if name.startswith("stock"))
    return [
        (
            f"{size:,}",
            what,
            name,
            f"{seconds(each):.2f}",
            f"{median(cost.written for cost in each):,.0f}",
            f"{ratio(each, hugo):.2f}" if hugo else "",
            f"{ratio(each, stock):.2f}",
            TARGETS.get((size, what), "") if name == "ours" else "",
        )
        for name, each in costs.items()
    ]


def _start(runs: int) -> tuple[str, ...]:
    command = (sys.executable, str(PROJECT / "inv"), "--list")
    costs = [run_process(command, PROJECT, {}) for _ in range(runs)]
    return ("", "`./inv --list`", "ours", f"{seconds(costs):.2f}", "", "", "", START)
