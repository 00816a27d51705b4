"""What the stories of a language lead to again and again: each such link is made once."""

from goodnews.i18n import Messages
from goodnews.pages.addresses import link
from goodnews.pages.article import publisher
from goodnews.pages.outbound import Link, removal_letter
from goodnews.taxonomies import Taxonomy, term_address
from goodnews.trust import Trust


class SharedLinks:
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
        self._terms: dict[tuple[Taxonomy, str], Link] = {}
        self._feeds: dict[tuple[Taxonomy, str], Link] = {}

    def term(self, taxonomy: Taxonomy, name: str) -> Link:
        """Lead to a term, under the name that a story gives it."""
        found = self._terms.get((taxonomy, name))
        if found is None:
            found = self._terms[taxonomy, name] = Link(name, link(self._trust, term_address(taxonomy, name)))
        return found

    def feed(self, taxonomy: Taxonomy, name: str) -> Link:
        """Lead to a term's feed."""
        found = self._feeds.get((taxonomy, name))
        if found is None:
            said = f"{self._trust.site_name}: {name}"
            found = self._feeds[taxonomy, name] = Link(said, f"{self.term(taxonomy, name).href}feed.xml")
        return found


def site_feed(trust: Trust) -> Link:
    """The feed of everything."""
    return Link(trust.site_name, link(trust, "feed.xml"))
