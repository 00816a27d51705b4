"""When an item was last changed."""

from datetime import UTC, datetime

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from .links import ATOM
from .nothing import NothingExtension


class UpdatedExtension(NothingExtension):
    """`atom:updated` in an RSS item, in UTC, when `moment` is set.

    Fault: feedgen's `updated()` reaches only Atom; in RSS an edited story looks untouched.
    """

    moment: datetime | None = None

    def extend_rss(self, element: Element) -> Element:
        """Add the date to the item."""
        if self.moment:
            updated = SubElement(element, f"{{{ATOM}}}updated")
            updated.text = self.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return element
