"""Who wrote a story."""

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from .nothing import NothingExtension

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class AuthorExtension(NothingExtension):
    """`dc:creator` for `name`.

    Fault: feedgen drops an author who has no e-mail address from RSS, and a ward has none to
    give away. Its own Dublin Core extension writes fifteen fields to set this one.
    """

    name: str = ""

    def extend_ns(self) -> dict[str, str]:
        """Dublin Core's prefix."""
        return {"dc": DUBLIN_CORE}

    def extend_rss(self, element: Element) -> Element:
        """Add the author to the item; the channel has none."""
        if self.name:
            SubElement(element, f"{{{DUBLIN_CORE}}}creator").text = self.name
        return element
