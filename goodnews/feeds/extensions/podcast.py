"""What podcast players read, by Apple's podcast namespace."""

from lxml.etree import SubElement
from lxml.etree import _Element as Element

from goodnews.feeds.channel import Channel, FeedItem, Podcast

from .nothing import NothingExtension

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


def _add(parent: Element, name: str, words: str = "", **attributes: str) -> Element:
    added = SubElement(parent, f"{{{ITUNES}}}{name}", attributes)
    added.text = words or None
    return added


class PodcastChannelExtension(NothingExtension):
    """The show itself: author, category, owner, cover.

    Fault: feedgen's podcast extension only takes "yes", "no" or "clean" for `explicit`, where
    Apple has asked for "true" or "false" since 2019.
    Source: Apple, A podcaster's guide to RSS.
    """

    channel: Channel | None = None

    def extend_ns(self) -> dict[str, str]:
        """Apple's prefix, only on a podcast."""
        return {"itunes": ITUNES} if self.channel else {}

    def extend_rss(self, element: Element) -> Element:
        """Add the show's fields to the channel."""
        if self.channel and self.channel.podcast:
            self._describe(element[0], self.channel, self.channel.podcast)
        return element

    def _describe(self, element: Element, channel: Channel, show: Podcast) -> None:
        _add(element, "author", show.owner)
        _add(element, "summary", channel.description)
        _add(element, "type", "episodic")
        _add(element, "explicit", "false")
        category = _add(element, "category", text=show.category[0])
        _add(category, "category", text=show.category[1])
        owner = _add(element, "owner")
        _add(owner, "name", show.owner)
        _add(owner, "email", show.email)
        _add(element, "image", href=show.cover)


class PodcastItemExtension(NothingExtension):
    """One episode: title, author, summary, length."""

    item: FeedItem | None = None

    def extend_rss(self, element: Element) -> Element:
        """Add the episode's fields to the item."""
        if not self.item or not self.item.sound:
            return element
        _add(element, "title", self.item.sound.title)
        _add(element, "author", self.item.author)
        _add(element, "summary", self.item.summary)
        _add(element, "episodeType", "full")
        _add(element, "explicit", "false")
        if seconds := self.item.sound.seconds:
            _add(element, "duration", str(seconds))
        return element
