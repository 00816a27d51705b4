"""The pages of each taxonomy: its index, and each of its terms page by page."""

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from goodnews.rendered import RenderedStory
from goodnews.site.archives import (
    Introduction,
    PageItems,
    archive_page,
    face_of,
    paginate,
    term_lang,
    term_links,
)
from goodnews.site.calendar import times
from goodnews.site.images import HERO, draw_picture
from goodnews.site.links import file_of
from goodnews.site.page import Page
from goodnews.site.site import Site
from goodnews.site.team import Apart, set_apart, team_page
from goodnews.site.thanks import count_thanks
from goodnews.taxonomies import Taxonomy, Term

WALLS = (Taxonomy.TEAM, Taxonomy.HOSPITAL, Taxonomy.CATEGORY)
"""Taxonomies whose index is a wall of pictures."""


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
        site.head(name, t("index_summary"), f"{taxonomy}/", t, site.public),
        name=name,
        kind=str(taxonomy),
        entries=term_links(terms, site.config, t, pictures=taxonomy in WALLS),
        cards=tuple(site.teaser(story, t) for story in newest) if is_archive else (),
    )


def _pages_of(site: Site, term: Term[RenderedStory]) -> Iterator[Page]:
    t, config = site.t, site.config
    feed = site.links_of(t).feed(term.taxonomy, term.name)
    text = site.introductions.get((str(term.taxonomy), term.slug))
    introduction = None
    if text:
        picture = _picture(site, text.picture) if text.picture else face_of(term, config)
        # Sanitised where it was rendered.
        introduction = Introduction(text.summary, Markup(text.source.html), picture)  # noqa: S704
    is_team = term.taxonomy is Taxonomy.TEAM
    aside = set_apart(term, site.now) if is_team else Apart((), None)
    card = next((member.card.name for member in term.members if member.card), "")
    about: tuple[object, ...] = (term.address, term.name, term_lang(term, t), len(term.members), card)
    if is_team:
        # What else its first page says: how many thank-yous there are, and whether it has a calendar.
        about += (count_thanks(term.members, t), any(times(one.story) for one in term.members))
    for part in paginate(term.members, config.page_size, term.address):
        above = introduction if part.number == 1 else None
        apart = aside if part.number == 1 else Apart((), None)
        shown = part._replace(items=tuple(story for story in part.items if story not in apart.stories))

        def make(
            part: PageItems[RenderedStory] = shown,
            above: Introduction | None = above,
            apart: Apart = apart,
        ) -> Mapping[str, object]:
            summary = text.summary if text else t("list_summary", name=term.name, site=config.name)
            head = site.head(part.title(term.name, t), summary, part.address, t, term.members)
            card = partial(site.teaser, t=t)
            return {
                **site.context(head._replace(feeds=(feed, *head.feeds)), t),
                "listing": archive_page(term, part, config, t, card, above),
                "team": team_page(term, apart, site, t) if is_team and part.number == 1 else None,
            }

        asides = tuple(story.story.key for story in apart.stories)
        fingerprints = site.fingerprints_of((*shown.items, *apart.stories), t)
        fingerprint = site.digest(t, (about, part.number, part.total, above, text, asides), fingerprints)
        yield Page(file_of(part.address), "listing", fingerprint, make)


def _picture(site: Site, photo: str) -> Markup | None:
    """A photo of a story, `2026/a-night/desk.jpg`, for as long as the story shows it."""
    key, _, file = photo.rpartition("/")
    rendered = site.story_of(key)
    notes = rendered.story.meta.photos if rendered else ()
    note = next((note for note in notes if note.file == file), None)
    if not rendered or not note:
        return None
    return draw_picture(rendered.photos[file], note, HERO, site.config, eager=True)
