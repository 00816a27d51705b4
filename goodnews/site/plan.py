"""Every page and every other file of the site, as plain data: the one place that knows them all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from goodnews.config import SiteConfig
from goodnews.output import Artifact
from goodnews.rendered import RenderedStory
from goodnews.site.calendar import draw_calendar
from goodnews.site.fixed_pages import plan_fixed_pages, redirect_page, removed_page
from goodnews.site.front_page import front_page
from goodnews.site.links import file_of
from goodnews.site.listings import plan_listings
from goodnews.site.page import Page, digest_of
from goodnews.site.site import Site
from goodnews.site.story_page import plan_stories
from goodnews.site.team import calendar_address, plan_posters
from goodnews.site.thanks import plan_thanks
from goodnews.story import Story
from goodnews.taxonomies import Taxonomy, group_by_term

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DEFAULT: Any = {None: NAMESPACE}
_NOT_TO_BE_FOUND = {"404", "edit", "poster", "redirect", "removed", "search"}


def plan_pages(
    site: Site, withdrawn: Sequence[Story], conversations: Mapping[str, Mapping[str, str]]
) -> list[Page]:
    """Plan every HTML page of the site, the home page first.

    No two are at one path: what is really there wins over an old address that leads elsewhere.
    `conversations` say where each story is talked about: identity -> network -> address.
    """
    pages = [
        *(front_page(site, t) for t in site.languages),
        *plan_fixed_pages(site),
        *(removed_page(site, story.address) for story in withdrawn),
        *plan_stories(site, conversations),
        *plan_listings(site),
        *plan_posters(site),
    ]
    taken = {page.path for page in pages}
    # A Trust may have written a page of this name itself.
    pages += [page for page in plan_thanks(site) if page.path not in taken]
    taken |= {page.path for page in pages}
    for alias, target in _aliases(site.public, withdrawn):
        if (path := file_of(alias)) not in taken:
            taken.add(path)
            pages.append(redirect_page(site, alias, target) if target else removed_page(site, alias))
    return pages


def plan_assets(site: Site) -> Iterator[Artifact]:
    """Plan the files that are not pages, photos or feeds: the theme, calendars, robots.txt."""
    yield from site.look.files
    config, timed = site.config, [story for story in site.public if story.story.key in site.timed]
    yield _calendar("events.ics", timed, config)
    for story in timed:
        yield _calendar(f"{story.story.address}event.ics", [story], config)
    for team in group_by_term(timed, Taxonomy.TEAM):
        yield _calendar(calendar_address(team), team.members, config)
    yield Artifact.from_bytes(
        "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {config.url('sitemap.xml')}\n".encode()
    )


def _calendar(path: str, timed: Sequence[RenderedStory], config: SiteConfig) -> Artifact:
    fingerprint = digest_of(
        config, [story.story.digest for story in timed], [story.story.key for story in timed]
    )
    return Artifact(path, fingerprint, partial(draw_calendar, timed, config))


def _aliases(public: Sequence[RenderedStory], withdrawn: Sequence[Story]) -> Iterator[tuple[str, str | None]]:
    """Old addresses and where they lead; None when the story there was removed."""
    for rendered in public:
        for alias in rendered.story.meta.aliases:
            yield alias, rendered.story.address
    for story in withdrawn:
        for alias in story.meta.aliases:
            yield alias, None


def plan_sitemap(pages: Iterable[Page], site: Site) -> Artifact:
    """List the addresses of all pages but those that say that something is not there, with their dates.

    Pelican's own plugin gives every listing the time of the build, so that its file is new each time.
    """
    changed: dict[str, datetime] = {
        f"{rendered.story.address}index.html": rendered.story.meta.modified or rendered.story.meta.date
        for rendered in site.public
    }
    paths = sorted(page.path for page in pages if page.template not in _NOT_TO_BE_FOUND)
    entries = [
        (
            site.config.url(path.removesuffix("index.html")),
            changed[path].isoformat(timespec="seconds") if path in changed else None,
        )
        for path in paths
    ]
    return Artifact("sitemap.xml", digest_of(entries), partial(_write, entries))


def _write(entries: Iterable[tuple[str, str | None]]) -> bytes:
    # Parsing and writing XML costs more than all the rest of a build in which no page came or went.
    from lxml import etree  # noqa: PLC0415

    urlset = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap=_DEFAULT)
    for address, when in entries:
        url = etree.SubElement(urlset, f"{{{NAMESPACE}}}url")
        etree.SubElement(url, f"{{{NAMESPACE}}}loc").text = address
        if when:
            etree.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = when
    data: bytes = etree.tostring(urlset, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data
