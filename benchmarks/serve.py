"""One story edited under `./inv serve`: from saving the file until the browser is told to look again."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.edit import middle_story
from benchmarks.ours import PROJECT, make_ours
from benchmarks.preview import open_preview
from benchmarks.table import Table
from goodnews.preview.watching import REST

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
        (
            "stories",
            "median ms",
            "worst ms",
            "target, ms",
            "saved while the rest was built: median ms",
            "worst ms",
            "MiB at first",
            "MiB at the end",
        ),
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
                preview.rest()
            before = preview.mebibytes
            times, hurried = [], []
            for number in range(runs):
                times.append(preview.save(file, f"And {number} cups of tea.", page) * 1000)
                # The rest is begun when nothing was saved for a moment; this is in the middle of it.
                time.sleep(REST * 1.3)
                hurried.append(preview.save(file, f"And {number} cups of coffee.", page) * 1000)
                preview.rest()
                say(
                    f"{size:,} stories: edit {number + 1} of {runs}: {times[-1]:.0f} and {hurried[-1]:.0f} ms"
                )
            after = preview.mebibytes
    return (
        f"{size:,}",
        f"{median(times):.0f}",
        f"{max(times):.0f}",
        TARGETS.get(size, ""),
        f"{median(hurried):.0f}",
        f"{max(hurried):.0f}",
        f"{before:.0f}",
        f"{after:.0f}",
    )
