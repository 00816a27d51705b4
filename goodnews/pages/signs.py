"""What the stories of a language lead to again and again: each such link is made once."""

from goodnews.i18n import Messages
from goodnews.pages.addresses import link
from goodnews.pages.article import publisher
from goodnews.pages.outbound import Link, removal_letter
from goodnews.pages.shelves import Kind, shelf_address
from goodnews.trust import Trust


class Signs:
    """The links of one language that many stories share.

    Attributes:
        everything: the feed of the whole site.
        nominate: where a colleague is nominated.
        removal: the beginning of a letter that asks for a picture to be removed.
        publisher: whose site it is, as JSON for search engines.
    """

    def __init__(self, trust: Trust, t: Messages) -> None:
        self._trust = trust
        self.everything = site_feed(trust)
        self.nominate = trust.nominate_url or link(trust, "share-your-story/#nominate")
        self.removal = removal_letter(trust, t("removal_subject"))
        self.publisher = publisher(trust)
        self._shelves: dict[tuple[Kind, str], Link] = {}
        self._feeds: dict[tuple[Kind, str], Link] = {}

    def shelf(self, kind: Kind, name: str) -> Link:
        """Lead to a shelf, under the name that a story gives it."""
        found = self._shelves.get((kind, name))
        if found is None:
            found = self._shelves[kind, name] = Link(name, link(self._trust, shelf_address(kind, name)))
        return found

    def feed(self, kind: Kind, name: str) -> Link:
        """Lead to a shelf's feed."""
        found = self._feeds.get((kind, name))
        if found is None:
            said = f"{self._trust.site_name}: {name}"
            found = self._feeds[kind, name] = Link(said, f"{self.shelf(kind, name).href}feed.xml")
        return found


def site_feed(trust: Trust) -> Link:
    """The feed of everything."""
    return Link(trust.site_name, link(trust, "feed.xml"))
