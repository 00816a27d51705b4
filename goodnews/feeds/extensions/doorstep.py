"""A word for somebody who opens a feed in a browser."""

from typing import Any

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from goodnews.feeds.channel import FeedItem

from .nothing import NothingExtension

XHTML = "http://www.w3.org/1999/xhtml"
_DEFAULT: Any = {None: XHTML}  # the stubs of lxml know no default namespace


class DoorstepExtension(NothingExtension):
    """An XHTML `div` in the channel: what a feed is, where to go from here, and the stories as links.

    `links` are words and an address each, the most important first.
    Fault: feedgen writes only what feed readers read. CSS can hide and arrange but can't make a
    link, so the links have to be real ones in a namespace that browsers know. The stylesheet hides
    the items themselves. They can't hold the links: validators take XHTML in an item for its text.
    """

    words = ""
    links: tuple[tuple[str, str], ...] = ()
    stories: tuple[FeedItem, ...] = ()

    def extend_rss(self, element: Element) -> Element:
        """Put the `div` in the channel. Its namespace is its own, undeclared on the root."""
        box = SubElement(element[0], f"{{{XHTML}}}div", nsmap=_DEFAULT)
        _add(box, "p", self.words)
        row = _add(box, "p")
        for words, address in self.links:
            _add(row, "a", words, href=address).tail = " "
        stories = _add(box, "ul")
        for item in self.stories:
            story = _add(stories, "li")
            _add(story, "a", item.title, href=item.address)
            _add(story, "p", item.summary)
        return element


def _add(parent: Element, name: str, words: str = "", **attributes: str) -> Element:
    added = SubElement(parent, f"{{{XHTML}}}{name}", attributes)
    added.text = words or None
    return added
