"""Rendering many texts: in as many processes as may work at once, if there are enough to pay for them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from goodnews.hands import count_hands, nothing, share_out
from goodnews.markdown.body import Body, Renderer

TOGETHER = 100
"""Texts that one process renders before it asks for more: 350 words each, they take 30 ms."""


class Text(NamedTuple):
    """One text to render; see `Renderer.render`."""

    source: str
    photos: tuple[str, ...] = ()
    interview: bool = False


def render_many(texts: Sequence[Text], workers: int, meanwhile: Callable[[], None] = nothing) -> list[Body]:
    """Render every text, in order, in at most `workers` processes.

    `meanwhile` is called here once, while other processes begin.
    """
    parts = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    hands = min(workers, count_hands())
    rendered = share_out([partial(render_all, part) for part in parts], hands, meanwhile=meanwhile)
    return [body for part in rendered for body in part]


def render_all(texts: Sequence[Text]) -> list[Body]:
    """Render every text here, one after the other."""
    renderer = Renderer()
    return [renderer.render(text.source, photos=text.photos, interview=text.interview) for text in texts]
