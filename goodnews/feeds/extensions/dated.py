"""When a story came out."""

from datetime import datetime
from email.utils import format_datetime

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from .nothing import NothingExtension


class DatedExtension(NothingExtension):
    """`pubDate` for `moment`, where feedgen would put it and as it would write it.

    Fault: to write a date, feedgen sets the locale of the whole process and sets it back: whatever
    another thread says meanwhile comes out in the wrong language. It takes longer than any other field.
    """

    moment: datetime | None = None

    def extend_rss(self, element: Element) -> Element:
        """Add the date to the item."""
        if self.moment:
            SubElement(element, "pubDate").text = format_datetime(self.moment)
        return element
