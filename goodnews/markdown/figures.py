"""`![](handover.heic)` places a photo: it becomes a placeholder that a page or a feed fills in.

A page wants `<picture>` with many widths and a feed one plain `<img>`, so the text is rendered once
and the photo set in afterwards by whoever shows it.
"""

import html
import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from goodnews.markdown.blocks import HEADINGS, LINE

_PLACEHOLDER = re.compile(r'<figure data-photo="([^"]*)"></figure>')
_EMPTY_ROW = re.compile(r'<div class="side-by-side">\s*</div>\n?')
_WORDS_ALONE = HEADINGS | {"p"}
"""What no figure may stand in."""


class Picture(NamedTuple):
    """A picture that a text places: its line, its file or address, and what is written of it."""

    line: int
    src: str
    alt: str
    title: str = ""

    @property
    def name(self) -> str:
        """Its file as the front matter would name it."""
        return unquote(self.src)


class FigureTreeprocessor(Treeprocessor):
    """Lift photos out of their paragraphs; two or three in one paragraph stand side by side.

    Only the story's own photos are kept: a picture from elsewhere would tell that place who reads.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.photos: frozenset[str] = frozenset()
        self.placed: list[str] = []
        self.pictures: list[Picture] = []
        self.unlinked: list[tuple[int, str]] = []
        """Where links led that were a picture and nothing else, each with its line: a figure is no link."""

    def reset(self, photos: Collection[str]) -> None:
        """Begin a text: the library asks for nothing of one without words."""
        self.photos = frozenset(photos)
        self.placed, self.pictures, self.unlinked = [], [], []

    def run(self, root: Element) -> None:
        """Rewrite the tree in place."""
        pictures = dict(_pictures(root)) if root.find(".//img") is not None else {}
        self.pictures = list(pictures.values())
        self.placed = [picture.name for picture in self.pictures if picture.name in self.photos]
        if not pictures:
            return
        for link in root.iter("a"):
            if (images := list(link.iter("img"))) and not "".join(link.itertext()).strip():
                self.unlinked.append((pictures[images[0]].line, link.get("href", "")))
        for parent in list(root.iter()):
            for position, child in reversed(list(enumerate(parent))):
                if child.tag in _WORDS_ALONE and (images := list(child.iter("img"))):
                    placed = [pictures[image] for image in images if pictures[image].name in self.photos]
                    for figure in reversed(_figures(placed)):
                        parent.insert(position + 1, figure)
                    _without_images(child)
                    if not "".join(child.itertext()).strip():
                        parent.remove(child)
        for image in list(root.iter("img")):
            if pictures[image].name in self.photos:
                _make_figure(image, pictures[image])
        _without_images(root)


def insert_photos(body: str, figure: Callable[[str], str]) -> str:
    """Put `figure(file)` where each photo's placeholder stands; an empty answer leaves nothing.

    >>> insert_photos('<figure data-photo="ward.jpg"></figure>', lambda file: f"[{file}]")
    '[ward.jpg]'
    """
    if "<figure" not in body and "side-by-side" not in body:
        return body
    placed = _PLACEHOLDER.sub(lambda match: figure(html.unescape(match[1])), body)
    return _EMPTY_ROW.sub("", placed)


def _pictures(root: Element) -> Iterator[tuple[Element, Picture]]:
    """Every image and its line: that of its block, and one more for each end of a line before it."""
    line = 1
    left: list[Element | str] = [root]
    while left:
        node = left.pop()
        if isinstance(node, str):
            line += node.count("\n")
            continue
        line = int(node.get(LINE, line))
        if node.tag == "img":
            yield node, Picture(line, node.get("src", ""), node.get("alt", ""), node.get("title", ""))
        for child in reversed(node):
            left += [child.tail or "", child]
        left.append(node.text or "")


def _figures(pictures: list[Picture]) -> list[Element]:
    figures = [Element("figure") for _ in pictures]
    for figure, picture in zip(figures, pictures, strict=True):
        _make_figure(figure, picture)
        figure.tail = "\n"
    if len(figures) < 2:
        return figures
    row = Element("div", {"class": "side-by-side"})
    row.text = row.tail = "\n"
    row.extend(figures)
    return [row]


def _make_figure(element: Element, picture: Picture) -> None:
    element.tag = "figure"
    for name in list(element.keys()):
        del element.attrib[name]
    element.set("data-photo", picture.name)
    element.set(LINE, str(picture.line))


def _without_images(element: Element) -> None:
    """Take images out, keeping the words that follow them."""
    for parent in list(element.iter()):
        for position, child in reversed(list(enumerate(parent))):
            if child.tag != "img":
                continue
            if child.tail and position:
                before = parent[position - 1]
                before.tail = (before.tail or "") + child.tail
            elif child.tail:
                parent.text = (parent.text or "") + child.tail
            parent.remove(child)
