"""A feed that has no date yet."""

from lxml.etree import _Element as Element

from .nothing import NothingExtension


class UndatedExtension(NothingExtension):
    """Takes `lastBuildDate` out again when there is no story it could be the date of.

    Fault: feedgen writes one in any case and takes the clock's when it was given none, so that a
    feed in which nothing happens would change with every build.
    """

    is_undated = False

    def extend_rss(self, element: Element) -> Element:
        """Take the date out of the channel."""
        date = element[0].find("lastBuildDate")
        if self.is_undated and date is not None:
            element[0].remove(date)
        return element
