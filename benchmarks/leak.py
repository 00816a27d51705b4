"""A thousand rebuilds under `./inv serve`: whether memory grows without end, beside `pelican -r`.

What grows at first and then stays is no leak: allocators and caches of a fixed size fill up. So the growth
that counts is that of the second half.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import linear_regression

from benchmarks.builders import Builder
from benchmarks.changes import changes, save, texts_of
from benchmarks.ours import PROJECT
from benchmarks.preview import open_preview
from benchmarks.reload import open_reload
from benchmarks.sites import make_sites
from benchmarks.stories import corpus
from benchmarks.table import Table

STORIES = (100,)
RUNS = 1_000
STOCK_RUNS = 100
"""Rebuilds of stock Pelican, at most: what it keeps of each shows sooner."""
LOOKS = (10, 50, 100, 250, 500)
"""Rebuilds after which it is said what memory is, besides the last."""


def run(
    stories: Sequence[int] = STORIES, runs: int = RUNS, say: Callable[[str], None] = lambda _words: None
) -> Table:
    """Change one story after the other, each time until everything is built, and look at memory.

    Args:
        stories: the sizes.
        runs: how many rebuilds; stock Pelican gets no more than `STOCK_RUNS`.
        say: told what was just measured.
    """
    rows = [row for size in stories for row in _measure(size, runs, say)]
    return Table(
        f"Memory over {runs:,} rebuilds in one process",
        (
            "what",
            "stories",
            "rebuilds",
            "MiB after 10",
            "after 100",
            "after 500",
            "at the end",
            "KiB grown a rebuild, second half",
        ),
        tuple(rows),
    )


def growth(mebibytes: Sequence[float]) -> float | None:
    """KiB a rebuild: the slope of a straight line through the second half; None for too few to say."""
    later = mebibytes[len(mebibytes) // 2 :]
    return linear_regression(range(len(later)), later).slope * 1024 if len(later) > 1 else None


def _measure(size: int, runs: int, say: Callable[[str], None]) -> list[tuple[str, ...]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        say(f"Writing {size:,} stories, and building them for the first time")
        _, stock, ours = make_sites(Path(folder), size)
        ours.build()
        keys = [key for key, _ in corpus(size)]
        return [
            _row("`./inv serve`", size, _preview(ours, texts_of(ours, keys), runs, say)),
            _row(
                f"{stock.name}, `-r`", size, _reload(stock, texts_of(stock, keys), min(runs, STOCK_RUNS), say)
            ),
        ]


def _preview(
    builder: Builder, texts: Mapping[str, str], runs: int, say: Callable[[str], None]
) -> list[float]:
    held: list[float] = []
    with open_preview(builder.folder, PROJECT) as preview:
        preview.wake(builder.folder / builder.story(next(iter(texts))))
        for each in changes(texts, runs):
            preview.change(partial(save, builder, each), f"/stories/{each.key}/", each.shows)
            preview.rest()
            held.append(preview.mebibytes)
            _say("./inv serve", held, runs, say)
    return held


def _reload(builder: Builder, texts: Mapping[str, str], runs: int, say: Callable[[str], None]) -> list[float]:
    held: list[float] = []
    with open_reload(builder.folder) as reload:
        for each in changes(texts, runs):
            reload.change(partial(save, builder, each))
            held.append(reload.mebibytes)
            _say(builder.name, held, runs, say)
    return held


def _say(what: str, held: Sequence[float], runs: int, say: Callable[[str], None]) -> None:
    if len(held) in (*LOOKS, runs):
        say(f"{what}: {held[-1]:.1f} MiB after rebuild {len(held):,} of {runs:,}")


def _row(what: str, size: int, held: Sequence[float]) -> tuple[str, ...]:
    grown = growth(held)
    return (
        what,
        f"{size:,}",
        f"{len(held):,}",
        *(f"{held[number - 1]:.1f}" if number <= len(held) else "" for number in (10, 100, 500)),
        f"{held[-1]:.1f}",
        "" if grown is None else f"{grown:.1f}",
    )
