"""Rendering many texts: on all cores when there are enough of them to pay for starting processes."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

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
    """Render every text, in order, on at most `workers` processes."""
    hands = min(workers, len(texts) // WORTH_A_PROCESS)
    if hands < 2:
        return _render(texts)
    parts = [texts[start::hands] for start in range(hands)]
    # Not forked: a build has threads, and a forked process would have their locks without them.
    with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as pool:
        rendered = list(pool.map(_render, parts))
    # The n-th text was dealt to hand n modulo the number of hands.
    return [rendered[number % hands][number // hands] for number in range(len(texts))]


def _render(texts: Sequence[Text]) -> list[Body]:
    renderer = Renderer()
    return [renderer.render(text.source, photos=text.photos, interview=text.interview) for text in texts]
