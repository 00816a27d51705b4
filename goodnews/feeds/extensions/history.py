"""Archives of a feed, by RFC 5005."""

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from .nothing import NothingExtension

HISTORY = "http://purl.org/syndication/history/1.0"


class HistoryExtension(NothingExtension):
    """`fh:archive`, which says that this document is a finished part of a feed's past.

    Fault: feedgen knows nothing of feed history. Source: RFC 5005, section 4.
    """

    is_archive = False

    def extend_ns(self) -> dict[str, str]:
        """The history prefix, declared only where it is used."""
        return {"fh": HISTORY} if self.is_archive else {}

    def extend_rss(self, element: Element) -> Element:
        """Mark the channel."""
        if self.is_archive:
            SubElement(element[0], f"{{{HISTORY}}}archive")
        return element
