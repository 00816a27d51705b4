"""A word for somebody who opens a feed in a browser."""

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from .nothing import NothingExtension

XHTML = "http://www.w3.org/1999/xhtml"


class DoorstepExtension(NothingExtension):
    """An XHTML `div` in the channel: what a feed is, a link to subscribe, a link home.

    `subscribe` and `home` are words and an address. `feed:` opens a reader that asked for such links.
    Fault: feedgen writes only what feed readers read. CSS can hide and arrange but can't make a
    link, so the link has to be a real one in a namespace that browsers know.
    """

    words = ""
    subscribe: tuple[str, str] = ("", "")
    home: tuple[str, str] = ("", "")

    def extend_rss(self, element: Element) -> Element:
        """Put the `div` first in the channel. Its namespace is its own, undeclared on the root."""
        if not self.words:
            return element
        box = SubElement(element[0], f"{{{XHTML}}}div", nsmap={None: XHTML})  # type: ignore[dict-item]  # stubs know no default
        SubElement(box, f"{{{XHTML}}}p").text = self.words
        row = SubElement(box, f"{{{XHTML}}}p")
        for words, address in (self.subscribe, self.home):
            link = SubElement(row, f"{{{XHTML}}}a", href=address)
            link.text, link.tail = words, " "
        return element
