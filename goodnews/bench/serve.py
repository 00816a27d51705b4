"""One story edited under `./inv serve`: from saving the file until the browser is told to look again."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from goodnews.bench.edit import middle_story
from goodnews.bench.ours import PROJECT, make_ours
from goodnews.bench.preview import open_preview
from goodnews.bench.table import Table

STORIES = (1_000, 10_000)
RUNS = 30
WARM_UP = 5
"""Edits before memory is first looked at and times are taken: the first ones fill what is kept."""
TARGETS = {1_000: "≤ 150", 10_000: "≤ 500"}
"""Milliseconds."""


def run(
    stories: Sequence[int] = STORIES, runs: int = RUNS, say: Callable[[str], None] = lambda _words: None
) -> Table:
    """Edit one story again and again, while the preview is open.

    Args:
        stories: the sizes.
        runs: how many edits on each.
        say: told what was just measured.
    """
    return Table(
        f"One story edited under `serve`: save → browser told, {runs} edits",
        ("stories", "median ms", "worst ms", "target, ms", "MiB at first", "MiB at the end"),
        tuple(_measure(size, runs, say) for size in stories),
    )


def _measure(size: int, runs: int, say: Callable[[str], None]) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        say(f"Writing {size:,} stories, and building them for the first time")
        ours = make_ours(Path(folder), size)
        ours.build()
        key = middle_story(size)
        file, page = ours.folder / ours.story(key), f"/stories/{key}/"
        with open_preview(ours.folder, PROJECT) as preview:
            preview.wake(file)
            for number in range(WARM_UP):
                preview.save(file, f"And {number} biscuits.", page)
            before = preview.mebibytes
            times = []
            for number in range(runs):
                times.append(preview.save(file, f"And {number} cups of tea.", page) * 1000)
                say(f"{size:,} stories: edit {number + 1} of {runs}: {times[-1]:.0f} ms")
            after = preview.mebibytes
    return (
        f"{size:,}",
        f"{median(times):.0f}",
        f"{max(times):.0f}",
        TARGETS.get(size, ""),
        f"{before:.0f}",
        f"{after:.0f}",
    )
