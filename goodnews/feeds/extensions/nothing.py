"""What every extension starts from: it adds nothing."""

from lxml.etree import _Element as Element


class NothingExtension:
    """Adds no namespace and no element. feedgen's own base class has no types to check against."""

    def extend_ns(self) -> dict[str, str]:
        """The prefixes this extension writes, and their namespaces."""
        return {}

    def extend_rss(self, element: Element) -> Element:
        """Add to `element`: the `rss` root for a channel's extension, the `item` for an item's."""
        return element
