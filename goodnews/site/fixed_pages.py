"""Pages that tell no story: the Trust's own words, the search, and what is said where nothing is."""

from collections.abc import Iterator

from goodnews.i18n import Messages, messages_for
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.archives import term_links
from goodnews.site.links import Link, account_links, link, submit_links
from goodnews.site.page import Page
from goodnews.site.site import Site
from goodnews.site.static_pages import StaticPage
from goodnews.taxonomies import Taxonomy, Term


def plan_fixed_pages(site: Site) -> Iterator[Page]:
    """The static pages, a search for each language, and what is shown where nothing is."""
    for text, address, other in site.texts:
        yield _static_page(site, text, address, other)
    for t in site.languages:
        yield _search(site, t)
    yield _gone(site, "404.html", "404")


def removed_page(site: Site, address: str) -> Page:
    """What is left of a withdrawn story: that it was removed, and not a word of it."""
    return _gone(site, address, "removed")


def redirect_page(site: Site, alias: str, target: str) -> Page:
    """An old address that leads to a story's new one."""
    title = site.t("moved_title")
    head = site.head(title, title, target, site.t)._replace(indexed=False)
    return site.page(alias, "redirect", head, target=link(site.config, target))


def _static_page(site: Site, text: StaticPage, address: str, other: str | None) -> Page:
    """A page of the Trust's own words; `other` is where it is in the other language."""
    t, config, podcast = messages_for(text.lang), site.config, site.podcast
    follows = text.template == "subscribe"
    feeds = tuple(
        (t(f"index_{kind}"), tuple(_feed(site, term) for term in site.terms[kind]))
        for kind in (Taxonomy.CATEGORY, Taxonomy.HOSPITAL, Taxonomy.TEAM)
        if follows
    )
    head = site.head(text.title, text.summary, address, t)
    return site.page(
        address,
        text.template,
        head._replace(feeds=(*head.feeds, *podcast)) if follows else head,
        text=text,
        other=link(config, other) if other else None,
        ways=submit_links(config, t, site.now),
        feeds=feeds,
        feed=config.url(f"{site.folder(t) if t in site.languages else ''}feed.xml"),
        podcast=podcast[0].href if podcast else None,
        events=link(config, "events.ics"),
        newsletter=config.newsletter_url,
        accounts=account_links(config) if follows else (),
    )


def _feed(site: Site, term: Term[RenderedStory]) -> Link:
    return Link(typeset(term.name), link(site.config, f"{term.address}feed.xml"))


def _search(site: Site, t: Messages) -> Page:
    """The search page, with the years for those who can't or won't run its script."""
    address = f"{site.folder(t)}search/"
    head = site.head(t("nav_search"), t("search_summary"), address, t)
    return site.page(
        address,
        "search",
        head._replace(scripts=() if site.is_preview else (site.script("search"),)),
        pagefind=link(site.config, "pagefind/pagefind.js"),
        preview=site.is_preview,
        entries=term_links(site.terms[Taxonomy.YEAR], site.config, t),
    )


def _gone(site: Site, address: str, template: str) -> Page:
    t = site.t
    head = site.head(t(f"{template}_title"), t(f"{template}_summary"), None, t)
    newest = tuple(site.teaser(story, t) for story in site.public[:3])
    return site.page(address, template, head._replace(indexed=False), cards=newest)
