"""The checks: how much they find, how often they cry wolf, how long they take."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from benchmarks.corpus import read_clean
from benchmarks.hostile import measure_hostile
from benchmarks.identifiers import FINDERS, Measured, measure
from benchmarks.table import Table
from goodnews.jobs.check import Checked, run_check
from goodnews.story import LONDON
from goodnews.trust import Trust

STORIES = 1_000
PARAGRAPHS = 6
NOW = datetime(2026, 11, 23, 9, tzinfo=LONDON)


def run() -> Table:
    """Measure the identifiers on the corpus, and the whole check on a thousand stories, cold and warm."""
    measured, slowest = measure(), measure_hostile(_trust())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write_stories(root)
        cold, first = _time(lambda: _check(root))
        warm, second = _time(lambda: _check(root))
    if first.problems != second.problems:
        raise ValueError("What was remembered differs from what was found.")
    rows = [
        *_found(measured),
        ("all identifiers: recall", f"{measured.recall:.3f}", "target 0.98 or more"),
        ("all identifiers: precision", f"{measured.precision:.3f}", ""),
        ("false alarms in 100 clean paragraphs", f"{measured.alarms_per_hundred:.1f}", "target 1 or fewer"),
        (f"{STORIES:,} stories, cold", f"{cold:.1f} s", f"target 10 s; {os.cpu_count()} processors"),
        (f"{STORIES:,} stories, warm", f"{warm:.1f} s", f"target 2 s; {cold / warm:.0f} times as fast"),
        (
            f"slowest of {slowest.tried} hostile texts ({slowest.refused} refused at once)",
            f"{slowest.seconds:.2f} s",
            f"target 1 s; made of {slowest.fragment!r}",
        ),
    ]
    title = f"Checks: {measured.planted} paragraphs with a planted identifier, {measured.clean} without"
    return Table(title, ("what", "measured", ""), tuple(rows))


def _found(measured: Measured) -> list[tuple[str, str, str]]:
    missed = [each.kind for each in measured.missed]
    alarms = [kind for kind, _ in measured.false_alarms]
    return [
        (f"{kind}: missed, false alarms", f"{missed.count(kind)}, {alarms.count(kind)}", "")
        for kind in FINDERS
    ]


def _write_stories(root: Path) -> None:
    paragraphs = read_clean()
    for number in range(STORIES):
        folder = root / "content" / "stories" / "2026" / f"story-{number:04}"
        folder.mkdir(parents=True)
        body = "\n\n".join(paragraphs[(number * 7 + step) % len(paragraphs)] for step in range(PARAGRAPHS))
        (folder / "story.md").write_text(
            f"---\ntitle: Good news number {number}\nsummary: Something that went well on day {number}.\n"
            f"date: 2026-{number % 10 + 1:02}-{number % 28 + 1:02} 07:45\ncategory: People\n"
            f"tags: [nursing, day {number % 40}]\npost: 'Well done, everybody. Number "
            f"{number}:'\n---\n{body}\n",
            encoding="utf-8",
        )


def _check(root: Path) -> Checked:
    return run_check([], "json", root=root, trust=_trust(), now=NOW)


def _time(work: Callable[[], Checked]) -> tuple[float, Checked]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _trust() -> Trust:
    return Trust.model_validate(
        {
            "SITENAME": "Show them ours",
            "SITEURL": "https://stories.merrowdale.example",
            "TRUST_NAME": "Merrowdale Hospitals NHS Trust",
            "TRUST_SHORT_NAME": "Merrowdale",
            "TRUST_STRAPLINE": "Good things, told by the people who do them.",
            "TRUST_ACCENT": "#005f6b",
            "TRUST_HOSPITALS": ("Merrowdale General",),
            "TRUST_CATEGORIES": ("People",),
            "TRUST_EMAIL": "stories@merrowdale.example",
            "TRUST_CONFIDENTIAL_EMAIL": "speakup@merrowdale.example",
            "TRUST_REMOVAL_EMAIL": "pictures@merrowdale.example",
            "TRUST_ACCESSIBILITY_REVIEWED": date(2026, 9, 1),
        }
    )
