"""The language of one item."""

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from .author import DUBLIN_CORE
from .nothing import NothingExtension


class LanguageExtension(NothingExtension):
    """`dc:language` for an item in another language than its channel.

    Fault: feedgen knows a language only for the whole channel, so a screen reader in a feed
    reader would say a Welsh story in an English voice.
    """

    code: str = ""

    def extend_rss(self, element: Element) -> Element:
        """Add the language to the item. The author's extension declares the prefix."""
        if self.code:
            SubElement(element, f"{{{DUBLIN_CORE}}}language").text = self.code
        return element
