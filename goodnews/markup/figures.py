"""`![](handover.heic)` places a photo: it becomes a placeholder that a page or a feed fills in.

A page wants `<picture>` with many widths and a feed one plain `<img>`, so the text is rendered once
and the photo set in afterwards by whoever shows it.
"""

import html
import re
from collections.abc import Callable
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_PLACEHOLDER = re.compile(r'<figure data-photo="([^"]*)"></figure>')
_EMPTY_ROW = re.compile(r'<div class="side-by-side">\s*</div>\n?')


class FigureTreeprocessor(Treeprocessor):
    """Lift photos out of their paragraphs; two or three in one paragraph stand side by side.

    Only the story's own photos are kept: a picture from elsewhere would tell that place who reads.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.photos: frozenset[str] = frozenset()
        self.placed: list[str] = []

    def run(self, root: Element) -> None:
        """Rewrite the tree in place."""
        self.placed = []
        if not _contains(root, "img"):
            return
        for parent in list(root.iter()):
            for position, child in reversed(list(enumerate(parent))):
                names = [name for image in child.iter("img") if (name := self._photo(image))]
                if child.tag != "p" or not _contains(child, "img"):
                    continue
                _without_images(child)
                for figure in reversed(_figures(names)):
                    parent.insert(position + 1, figure)
                if not "".join(child.itertext()).strip():
                    parent.remove(child)
        _without_images(root)
        self.placed = [
            str(figure.get("data-photo")) for figure in root.iter("figure") if figure.get("data-photo")
        ]

    def _photo(self, image: Element) -> str | None:
        name = unquote(image.get("src", ""))
        return name if name in self.photos else None


def place_photos(body: str, figure: Callable[[str], str]) -> str:
    """Put `figure(file)` where each photo's placeholder stands; an empty answer leaves nothing.

    >>> place_photos('<figure data-photo="ward.jpg"></figure>', lambda file: f"[{file}]")
    '[ward.jpg]'
    """
    if "<figure" not in body and "side-by-side" not in body:
        return body
    placed = _PLACEHOLDER.sub(lambda match: figure(html.unescape(match[1])), body)
    return _EMPTY_ROW.sub("", placed)


def _contains(element: Element, tag: str) -> bool:
    return next(element.iter(tag), None) is not None


def _figures(names: list[str]) -> list[Element]:
    figures = [Element("figure", {"data-photo": name}) for name in names]
    for figure in figures:
        figure.tail = "\n"
    if len(figures) < 2:
        return figures
    row = Element("div", {"class": "side-by-side"})
    row.text = row.tail = "\n"
    row.extend(figures)
    return [row]


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
