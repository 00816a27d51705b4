"""Links from a feed to other documents."""

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from .nothing import NothingExtension

ATOM = "http://www.w3.org/2005/Atom"


class LinksExtension(NothingExtension):
    """`atom:link` for self, hub, current and prev-archive.

    Fault: feedgen writes only the first link whose rel is "self" into RSS and drops every other,
    so neither a hub (WebSub) nor an archive (RFC 5005) can be named. Set `links` to pairs of
    rel and address; they are written in that order.
    """

    links: tuple[tuple[str, str], ...] = ()

    def extend_rss(self, element: Element) -> Element:
        """Add the links to the channel. feedgen declares Atom's prefix itself."""
        for rel, address in self.links:
            link = SubElement(element[0], f"{{{ATOM}}}link", href=address, rel=rel)
            if rel != "hub":
                link.set("type", "application/rss+xml")
        return element
