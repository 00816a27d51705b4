"""How a feed looks in a browser."""

from lxml.etree import ProcessingInstruction
from lxml.etree import _Element as Element

from .nothing import NothingExtension


class StylesheetExtension(NothingExtension):
    """`<?xml-stylesheet?>` with CSS, so that a browser shows words instead of a tree of tags.

    Fault: feedgen can write nothing before the root. CSS and not XSLT: browsers are removing that.
    `address` is relative to the feed, so that it also works under a preview's address.
    Source: W3C, Associating Style Sheets with XML documents 1.0.
    """

    address: str = ""

    def extend_rss(self, element: Element) -> Element:
        """Put the instruction before the root."""
        if self.address:
            element.addprevious(
                ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{self.address}"')
            )
        return element
