"""Rendering many texts: on all cores when there are enough of them to pay for starting processes.

The helpers are plain processes that read texts and write HTML as JSON. `multiprocessing` would either
fork a build that has threads, or import the program's main module again, whatever that is.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path

from goodnews.markup.body import Body, Renderer

WORTH_A_PROCESS = 150
"""Texts; a process takes as long to start as 150 texts of 350 words take to render."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text to render; see `Renderer.render`."""

    source: str
    photos: tuple[str, ...] = ()
    interview: bool = False


def render_many(texts: Sequence[Text], workers: int) -> list[Body]:
    """Render every text, in order, in at most `workers` processes."""
    hands = min(workers, len(texts) // WORTH_A_PROCESS)
    if hands < 2:
        return render_all(texts)
    parts = [texts[start::hands] for start in range(hands)]
    with ThreadPoolExecutor(hands) as pool:
        rendered = list(pool.map(_elsewhere, parts))
    # The n-th text was dealt to hand n modulo the number of hands.
    return [rendered[number % hands][number // hands] for number in range(len(texts))]


def render_all(texts: Sequence[Text]) -> list[Body]:
    """Render every text here, one after the other."""
    renderer = Renderer()
    return [renderer.render(text.source, photos=text.photos, interview=text.interview) for text in texts]


def _elsewhere(texts: Sequence[Text]) -> list[Body]:
    """Render texts in a process of their own; here, if that process can't do it."""
    package = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "goodnews.markup.hand"],
        input=json.dumps([astuple(text) for text in texts]).encode(),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])},
        check=False,
    )
    if done.returncode:
        return render_all(texts)
    return [Body(html, tuple(placed)) for html, *placed in json.loads(done.stdout)]
