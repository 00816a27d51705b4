"""The pages of each taxonomy: its index, and each of its terms page by page."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.archives import PageItems, face_of, paginate, term_lang, term_links
from goodnews.site.calendar import times
from goodnews.site.images import HERO, draw_picture
from goodnews.site.links import Link, link, term_feed
from goodnews.site.page import Page
from goodnews.site.site import Site, newest_card
from goodnews.site.static_pages import StaticPage
from goodnews.site.team import Apart, set_apart, team_page
from goodnews.site.thanks import count_thanks
from goodnews.taxonomies import Taxonomy, Term

PICTURED = (Taxonomy.TEAM, Taxonomy.HOSPITAL, Taxonomy.CATEGORY)
"""Taxonomies whose index is a wall of pictures."""


class Introduction(NamedTuple):
    """What a tag, team or hospital says of itself: a sentence, a text, and a photo out of a story."""

    summary: str
    text: Markup
    picture: Markup | None


def plan_listings(site: Site) -> Iterator[Page]:
    """Every term of each taxonomy page by page, and the index of all of them."""
    for taxonomy, terms in site.terms.items():
        yield _index(site, taxonomy, terms)
        for term in terms:
            yield from _pages_of(site, term)


def _index(site: Site, taxonomy: Taxonomy, terms: tuple[Term[RenderedStory], ...]) -> Page:
    t, name = site.t, site.t(f"index_{taxonomy}")
    is_archive, newest = taxonomy is Taxonomy.YEAR, site.public[: site.config.page_size]
    return site.page(
        f"{taxonomy}/",
        "taxonomy",
        site.head(name, t("index_summary"), f"{taxonomy}/", t, newest_card(site.public)),
        name=name,
        kind=str(taxonomy),
        entries=term_links(terms, site.config, t, pictures=taxonomy in PICTURED),
        cards=tuple(site.teaser(story, t) for story in newest) if is_archive else (),
    )


def _pages_of(site: Site, term: Term[RenderedStory]) -> Iterator[Page]:
    t, is_team = site.t, term.taxonomy is Taxonomy.TEAM
    text, card = site.introductions.get((str(term.taxonomy), term.slug)), newest_card(term.members)
    introduction = _introduction(site, term, text) if text else None
    about: tuple[object, ...] = (term.name, term_lang(term, t), len(term.members), card and card.name)
    about += (introduction and introduction.summary,)
    if is_team:
        # What else its first page says: how many thank-yous there are, and whether it has a calendar.
        about += (count_thanks(term.members, t), any(times(one.story) for one in term.members))
    for part in paginate(term.members, site.config.page_size, term.address):
        above = introduction if part.number == 1 else None
        apart = set_apart(term, site.now) if is_team and part.number == 1 else None
        asides = apart.stories if apart else ()
        shown = part._replace(items=tuple(story for story in part.items if story not in asides))
        yield site.lazy_page(
            part.address,
            "listing",
            t,
            (about, part.total, above, len(asides)),
            (*shown.items, *asides),
            partial(_context, site, term, shown, introduction, apart),
        )


def _introduction(site: Site, term: Term[RenderedStory], text: StaticPage) -> Introduction:
    picture = _picture(site, text.picture) if text.picture else face_of(term.members, site.config)
    return Introduction(text.summary, Markup(text.source.html), picture)  # noqa: S704 - sanitised already


def _picture(site: Site, photo: str) -> Markup | None:
    """A photo of a story, `2026/a-night/desk.jpg`, for as long as the story shows it."""
    key, _, file = photo.rpartition("/")
    rendered = site.by_key.get(key)
    notes = rendered.story.meta.photos if rendered else ()
    note = next((note for note in notes if note.file == file), None)
    if not rendered or not note:
        return None
    return draw_picture(rendered.photos[file], note, HERO, site.config, eager=True)


def _context(
    site: Site,
    term: Term[RenderedStory],
    part: PageItems,
    introduction: Introduction | None,
    apart: Apart | None,
) -> Mapping[str, object]:
    t, config, name = site.t, site.config, term.name
    about = introduction.summary if introduction else t("list_summary", name=name, site=config.name)
    head = site.head(part.title(name, t), about, part.address, t, newest_card(term.members))
    return {
        **site.context(head._replace(feeds=(term_feed(config, term.taxonomy, name), *head.feeds))),
        "name": typeset(name),
        "lang": term_lang(term, t),
        "kind": Link(t[f"kind_{term.taxonomy}"], link(config, f"{term.taxonomy}/")),
        "introduction": introduction if part.number == 1 else None,
        "size": t.count("stories", len(term.members)),
        "feed": link(config, f"{term.address}feed.xml"),
        "cards": tuple(site.teaser(story, t) for story in part.items),
        "number": part.number,
        "total": part.total,
        **part.beside(config),
        "team": team_page(term, apart, site) if apart else None,
    }
