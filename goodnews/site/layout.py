"""What is around every page: the mark, the navigation, the foot."""

from dataclasses import dataclass

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.site.share_links import Link
from goodnews.site.theme import ThemeAssets
from goodnews.site.urls import link


@dataclass(frozen=True, eq=False)
class Layout:
    """The same for every page of one language.

    Attributes:
        site: the site's name.
        trust: the Trust's full name.
        short: what people call it.
        postal: the Trust's postal address, if it gives one.
        accent: its colour, for the browser's own frame.
        home: the link to the front page.
        logo: the link to the Trust's logo; without one, a speech bubble holds the initials.
        logo_dark: the same for dark screens, or None.
        initials: one or two letters.
        stylesheet: link.
        face: the link to the font of its headings, or None.
        icon: link.
        share: the link to where a story is sent.
        tell: the link to where something bad can be reported, in confidence.
        remove: the link to where a picture is asked to be removed.
        nav: the main navigation.
        small: the foot's links.
        x_handle: the Trust's account on X, or None.
    """

    site: str
    trust: str
    short: str
    postal: str | None
    accent: str
    home: str
    logo: str | None
    logo_dark: str | None
    initials: str
    stylesheet: str
    face: str | None
    icon: str
    share: str
    tell: str
    remove: str
    nav: tuple[Link, ...]
    small: tuple[Link, ...]
    x_handle: str | None


def make_layout(
    config: SiteConfig, look: ThemeAssets, t: Messages, below: frozenset[str] = frozenset()
) -> Layout:
    """Gather what every page shows around its own content.

    `below` are addresses that have a page of this language below its own folder: `about/` at `cy/about/`.
    """

    def at(address: str) -> str:
        page, mark, place = address.partition("#")
        return link(config, (f"{t.lang}/{page}" if page in below else page) + mark + place)

    def to(key: str, address: str) -> Link:
        return Link(t(key), at(address))

    return Layout(
        site=config.site_name,
        trust=config.name,
        short=config.short_name,
        postal=config.address,
        accent=config.accent,
        home=link(config),
        logo=link(config, look.logo) if look.logo else None,
        logo_dark=link(config, look.logo_dark) if look.logo_dark else None,
        initials=config.initials,
        stylesheet=link(config, look.stylesheet),
        face=link(config, look.face) if look.face else None,
        icon=link(config, look.icon),
        share=at("share-your-story/"),
        tell=at("about/#tell-us-first"),
        remove=at("ask-us-to-remove-a-picture/"),
        nav=(
            to("nav_stories", "archive/"),
            to("nav_about", "about/"),
            to("nav_subscribe", "subscribe/"),
            to("nav_search", "search/"),
        ),
        small=(
            to("nav_categories", "categories/"),
            to("nav_teams", "teams/"),
            to("nav_hospitals", "hospitals/"),
            to("nav_tags", "tags/"),
            to("nav_accessibility", "accessibility/"),
            to("nav_privacy", "privacy/"),
            to("ask_removal", "ask-us-to-remove-a-picture/"),
        ),
        x_handle=config.x_handle,
    )
