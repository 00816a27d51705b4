"""From a story's Markdown to HTML that is safe to publish."""

from collections.abc import Collection
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from goodnews.markdown.figures import FigureTreeprocessor
from goodnews.markdown.interviews import ExchangeTreeprocessor, SpeakerPreprocessor
from goodnews.markdown.parser import make_parser
from goodnews.markdown.sanitise import sanitise


class Body(NamedTuple):
    """Text as HTML.

    Attributes:
        html: sanitised; each photo is a placeholder for `place_photos`.
        placed: the files of the photos in it, in order.
    """

    html: str
    placed: tuple[str, ...] = ()


class _HeadingTreeprocessor(Treeprocessor):
    """The page's `h1` is the story's title, so the text's headings start at `h2`."""

    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"


class Renderer:
    """Renders many texts with one Markdown parser: making a parser costs half a text's time."""

    def __init__(self) -> None:
        self._markdown = make_parser()
        self._speakers = SpeakerPreprocessor(self._markdown)
        self._exchanges = ExchangeTreeprocessor(self._markdown)
        self._figures = FigureTreeprocessor(self._markdown)
        self._markdown.preprocessors.register(self._speakers, "speakers", 26)
        processors = self._markdown.treeprocessors
        processors.register(_HeadingTreeprocessor(self._markdown), "headings", 9)
        processors.register(self._exchanges, "exchanges", 8)
        processors.register(self._figures, "figures", 7)

    def render(self, source: str, *, photos: Collection[str] = (), interview: bool = False) -> Body:
        """Render Markdown.

        Args:
            source: the text.
            photos: the files it may place.
            interview: whether `Q:` and `A:` start the paragraphs of a conversation.
        """
        self._markdown.reset()
        self._speakers.enabled = self._exchanges.enabled = interview
        self._figures.photos = frozenset(photos)
        html = sanitise(self._markdown.convert(source))
        return Body(html, tuple(dict.fromkeys(self._figures.placed)))


def render_body(source: str, *, photos: Collection[str] = (), interview: bool = False) -> Body:
    """Render one text; see `Renderer` for many.

    >>> render_body("Hello *there*").html
    '<p>Hello <em>there</em></p>'
    """
    return Renderer().render(source, photos=photos, interview=interview)
