"""An item's lead photo, by Media RSS."""

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from goodnews.feeds.channel import FeedPhoto

from .nothing import NothingExtension

MEDIA = "http://search.yahoo.com/mrss/"


class MediaExtension(NothingExtension):
    """`media:content` with its title and credit, and `media:thumbnail`, for `photo`.

    Fault: feedgen's media extension has neither title nor credit, raises on a width that is a
    number, and wraps everything in `media:group`, which several readers skip.
    The alt text is the title and not `media:description`: some readers show that as the summary.
    Source: Media RSS specification 1.5.1.
    """

    photo: FeedPhoto | None = None

    def extend_ns(self) -> dict[str, str]:
        """Media RSS's prefix."""
        return {"media": MEDIA}

    def extend_rss(self, element: Element) -> Element:
        """Add the photo to the item."""
        if not self.photo:
            return element
        sides = {"width": str(self.photo.width), "height": str(self.photo.height)}
        content = SubElement(
            element,
            f"{{{MEDIA}}}content",
            {
                "url": self.photo.address,
                "type": self.photo.type,
                "medium": "image",
                "fileSize": str(self.photo.size),
            }
            | sides,
        )
        SubElement(content, f"{{{MEDIA}}}title", type="plain").text = self.photo.alt
        if self.photo.credit:
            SubElement(
                content, f"{{{MEDIA}}}credit", role="photographer", scheme="urn:ebu"
            ).text = self.photo.credit
        SubElement(element, f"{{{MEDIA}}}thumbnail", {"url": self.photo.address} | sides)
        return element
