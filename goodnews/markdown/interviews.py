"""In an interview, `Q:` and `A:` start the paragraphs of a conversation."""

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

SPEAKER = re.compile(r"\s*([QA])[:.]\s+")
_CLASSES = {"Q": "question", "A": "answer"}


class ExchangeTreeprocessor(Treeprocessor):
    """Set each question together with all that answers it, in a `div` of class `exchange`."""

    enabled = False

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
            elif exchange is None or child.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
                exchange = None
                continue
            if child.tag == "p":
                child.set("class", _CLASSES[speaker or "A"])
            root.remove(child)
            exchange.append(child)


def _speaker(element: Element) -> str | None:
    """Who speaks in a paragraph; takes the mark out of its text."""
    match = SPEAKER.match(element.text or "") if element.tag == "p" else None
    if not match:
        return None
    element.text = (element.text or "")[match.end() :]
    return match[1]
