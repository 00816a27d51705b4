"""From a text's Markdown to HTML that is safe to publish, its outline and its first lines."""

import re
import threading
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from goodnews.markdown.figures import FigureTreeprocessor
from goodnews.markdown.outline import Outline, TextLink, Words, read_outline
from goodnews.markdown.parser import make_parser
from goodnews.markdown.sanitise import finish, sanitise

_END_OF_LINE = re.compile(r"\r|&(?:#0*1[03]|#[xX]0*[aAdD]|NewLine);")
"""Ends of lines that no editor counts as one."""
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_EXCHANGE, _FOOTNOTES = '<div class="exchange">', '<div class="footnote">'
_MARK = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
_BREAK, _TAG = re.compile(r"<br\b[^>]*>"), re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r".*[.!?…][”’)]*(?=\s|$)", re.DOTALL)


class Text(NamedTuple):
    """One text to render: its Markdown, the photos it may place, and the line of its file it starts on.

    In an `interview` `Q:` and `A:` start the paragraphs of a conversation.
    """

    source: str
    photos: tuple[str, ...] = ()
    interview: bool = False
    line: int = 1


class Html(NamedTuple):
    """Text as HTML, sanitised, in which each photo is a placeholder for `insert_photos`.

    `placed` are the files of the photos in it, in order; `outline` is what readers get of it, with the lines.
    """

    html: str
    placed: tuple[str, ...] = ()
    outline: Outline = Outline()


class Renderer:
    """Renders many texts with one Markdown parser: making a parser costs as much as a text."""

    def __init__(self) -> None:
        self._markdown, self._blocks = make_parser()
        self._figures = FigureTreeprocessor(self._markdown)
        self._markdown.treeprocessors.register(self._figures, "figures", 8)

    def render(self, text: Text) -> Html:
        """Render one text."""
        source = _END_OF_LINE.sub(" ", text.source.replace("\r\n", "\n"))
        self._markdown.reset()
        self._figures.reset(text.photos)
        self._blocks.line = text.line
        self._blocks.interview = text.interview
        written = self._markdown.convert(source)
        shown = sanitise(written)
        lines = range(text.line, text.line + source.count("\n") + 1)
        outline = read_outline(written, shown, has_html="<" in source, lines=lines)
        pictures = tuple(self._figures.pictures)
        written_of = (Words(picture.line, f"{picture.alt} {picture.title}".strip()) for picture in pictures)
        asides = [*outline.asides, *(words for words in written_of if words.text)]
        # Where an abbreviation is used, its long form is among them already.
        known = {aside.text for aside in asides if aside.text}
        unshown = (Words(*words) for words in self._blocks.unshown)
        asides += [
            words for words in unshown if words.text and words.text.partition("]:")[2].strip() not in known
        ]
        outline = outline._replace(
            pictures=pictures,
            links=(*outline.links, *(TextLink(line, "", href) for line, href in self._figures.unlinked)),
            asides=tuple(asides),
            unrendered=tuple(Words(*words) for words in self._blocks.unrendered),
        )
        return Html(finish(shown), tuple(dict.fromkeys(self._figures.placed)), outline)


def render(text: Text) -> Html:
    """Render one text.

    >>> render(Text("Hello *there*")).html
    '<p>Hello <em>there</em></p>'
    """
    return _renderer(threading.get_ident()).render(text)


@lru_cache(maxsize=8)
def _renderer(_thread: int) -> Renderer:
    """A parser reads one text at a time, so each thread has its own."""
    return Renderer()


def first_lines(html: str, most: int) -> tuple[str, ...]:
    """Give the first paragraphs of sanitised HTML as plain words, `most` characters in all.

    It ends with a whole sentence where it can, and else with a whole word; and before an interview's first
    question, if anything is said before it.

    >>> first_lines("<p>It is late. She has a <em>bus</em> to catch.</p><p>How was it?</p>", 20)
    ('It is late.',)
    """
    text = html.partition(_FOOTNOTES)[0]
    before, _, _ = text.partition(_EXCHANGE)
    lines: list[str] = []
    room = most
    for paragraph in _PARAGRAPH.findall(before if "<p" in before else text):
        words = _plain(paragraph)
        if not words:
            continue
        if len(words) > room:
            lines += _cut(words, room, is_first=not lines)
            break
        lines.append(words)
        room -= len(words)
    return tuple(lines)


def _cut(words: str, room: int, *, is_first: bool) -> tuple[str, ...]:
    short = words[: room + 1]
    if sentence := _SENTENCE.match(short[:-1] if short[-1:].isalnum() else short):
        return (sentence[0],)
    return (short.rpartition(" ")[0].rstrip(",;:– ") + "…",) if is_first else ()


def _plain(html: str) -> str:
    return unescape(" ".join(_TAG.sub("", _BREAK.sub(" ", _MARK.sub("", html))).split()))
