"""Where things are on this site, as pages link to them.

A site can live below a folder (`https://merrowdale.example/stories/`); then every link starts with
that folder.
"""

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.markdown import typeset
from goodnews.site.share_links import Link, removal_letter, thanks_letter
from goodnews.taxonomies import Taxonomy, term_address


def link(config: SiteConfig, address: str = "") -> str:
    """Give the link to an address of this site, from the root.

    `link(trust, "about/")` is `/about/` for a site that has a host of its own.
    """
    return config.base + address


def file_of(address: str) -> str:
    """Give the file that answers at an address.

    >>> file_of("about/"), file_of(""), file_of("old/page.html")
    ('about/index.html', 'index.html', 'old/page.html')
    """
    return f"{address}index.html" if not address or address.endswith("/") else address


def site_feed(config: SiteConfig) -> Link:
    """The feed of everything."""
    return Link(config.site_name, link(config, "feed.xml"))


class SharedLinks:
    """The links that every story of a language has.

    Attributes:
        everything: the feed of the whole site.
        nominate: where a colleague is nominated.
        removal: the beginning of a letter that asks for a picture to be removed.
    """

    def __init__(self, config: SiteConfig, t: Messages) -> None:
        self._trust, self._t = config, t
        self.everything = site_feed(config)
        self.nominate = config.nominate_url or link(config, "share-your-story/#nominate")
        self.removal = removal_letter(config, t["removal_subject"])

    def term(self, taxonomy: Taxonomy, name: str) -> Link:
        """Lead to a term, under the name that a story gives it."""
        return Link(typeset(name), link(self._trust, term_address(taxonomy, name)))

    def feed(self, taxonomy: Taxonomy, name: str) -> Link:
        """Lead to a term's feed."""
        return Link(f"{self._trust.site_name}: {name}", f"{self.term(taxonomy, name).href}feed.xml")

    def thank(self, team: str) -> Link:
        """Lead to a letter that says thank you to a team."""
        name = typeset(team)
        return Link(self._t("thank_team", team=name), thanks_letter(self._trust, self._t, name))
