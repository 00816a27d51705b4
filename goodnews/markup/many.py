"""Rendering texts with one parser: making a parser costs half a text's time."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from goodnews.markup.body import Body, Renderer


class Text(NamedTuple):
    """One text to render; see `Renderer.render`."""

    source: str
    photos: tuple[str, ...] = ()
    interview: bool = False


_renderer = cache(Renderer)


def render_all(texts: Sequence[Text]) -> list[Body]:
    """Render every text, one after the other."""
    renderer = _renderer()
    return [renderer.render(text.source, photos=text.photos, interview=text.interview) for text in texts]
