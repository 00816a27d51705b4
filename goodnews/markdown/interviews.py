"""In an interview, `Q:` and `A:` start the paragraphs of a conversation."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

_SPEAKER = re.compile(r"\s*([QA])[:.]\s+")
_CLASSES = {"Q": "question", "A": "answer"}


class SpeakerPreprocessor(Preprocessor):
    """Give each speaker a paragraph, for writers who put the answer on the line below."""

    enabled = False

    def run(self, lines: list[str]) -> list[str]:
        """Put an empty line before each `Q:` and `A:`."""
        if not self.enabled:
            return lines
        spaced: list[str] = []
        for line in lines:
            if _SPEAKER.match(line) and spaced and spaced[-1].strip():
                spaced.append("")
            spaced.append(line)
        return spaced


class ExchangeTreeprocessor(Treeprocessor):
    """Set each question together with all that answers it, in a `div` of class `exchange`."""

    enabled = False

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)

    def run(self, root: Element) -> None:
        """Rewrite the tree in place."""
        if not self.enabled:
            return
        exchange: Element | None = None
        for child in list(root):
            speaker = _speaker(child)
            if speaker == "Q" or (speaker and exchange is None):
                exchange = Element("div", {"class": "exchange"})
                exchange.text = exchange.tail = "\n"
                root.insert(list(root).index(child), exchange)
            elif exchange is None or child.tag in {"h1", "h2", "h3", "h4"}:
                exchange = None
                continue
            if child.tag == "p":
                child.set("class", _CLASSES[speaker or "A"])
            root.remove(child)
            exchange.append(child)


def _speaker(element: Element) -> str | None:
    """Who speaks in a paragraph; takes the mark out of its text."""
    match = _SPEAKER.match(element.text or "") if element.tag == "p" else None
    if not match:
        return None
    element.text = (element.text or "")[match.end() :]
    return match[1]
