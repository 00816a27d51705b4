"""What a team has besides its stories: letters, a year ago, a calendar on its page; a poster for its wall."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple

from goodnews.markdown.body import first_lines
from goodnews.markdown.typography import typeset
from goodnews.photos import FALLBACK_WIDTH, nearest
from goodnews.rendered import RenderedStory
from goodnews.site.archives import face_of, signboard
from goodnews.site.calendar import times
from goodnews.site.images import JPEG, focus_classes
from goodnews.site.links import link, thank_link
from goodnews.site.page import Page
from goodnews.site.site import Site
from goodnews.site.teasers import LONG, other_lang, told_by
from goodnews.site.thanks import WALL, count_thanks, is_thanks, letter_of
from goodnews.story import PhotoNote
from goodnews.taxonomies import Taxonomy, Term

YEAR, ABOUT = timedelta(days=365), timedelta(days=45)
"""What was told a year ago, give or take."""

LETTERS = 3
"""Thank-yous that a team's page shows; the wall has all of them."""
LINES = 280
"""Characters of the story's text for which a poster has room."""


class Apart(NamedTuple):
    """Stories that a team's first page sets apart from its others."""

    letters: tuple[RenderedStory, ...]
    year_ago: RenderedStory | None

    @property
    def stories(self) -> tuple[RenderedStory, ...]:
        """All of them."""
        return (*self.letters, self.year_ago) if self.year_ago else self.letters


def set_apart(term: Term[RenderedStory], now: datetime) -> Apart:
    """Choose the newest thank-yous of a team, and what it told a year ago if that is not all it has."""
    letters = tuple(islice(filter(is_thanks, term.members), LETTERS))
    others = [story for story in term.members if story not in letters]
    return Apart(letters, _year_ago(others, now) if len(others) > 1 else None)


def team_page(term: Term[RenderedStory], apart: Apart, site: Site) -> Mapping[str, object]:
    """Gather what a team's first page shows besides its stories."""
    t, config = site.t, site.config
    is_timed = any(times(story.story) for story in term.members)
    return {
        # Letters show no picture themselves.
        "picture": face_of(apart.letters, config),
        "thank": thank_link(config, t, term.name),
        "thanks": count_thanks(term.members, t),
        "letters": tuple(letter_of(story, site) for story in apart.letters),
        "wall": link(config, WALL),
        "year_ago": site.teaser(apart.year_ago, t) if apart.year_ago else None,
        "poster": link(config, poster_address(term)),
        "calendar": link(config, calendar_address(term)) if is_timed else None,
    }


def calendar_address(term: Term[RenderedStory]) -> str:
    """Where the dates of a team are."""
    return f"{term.address}events.ics"


def _year_ago(stories: list[RenderedStory], now: datetime) -> RenderedStory | None:
    """The story told nearest to a year ago. The day decides, not the minute that a site is built."""
    then = (now - YEAR).date()

    def distance(story: RenderedStory) -> timedelta:
        return abs(story.story.meta.date.date() - then)

    nearest = min(stories, key=lambda story: (distance(story), story.story.key))
    return nearest if distance(nearest) <= ABOUT else None


class PosterPhoto(NamedTuple):
    """A photo as one file, which prints alike everywhere."""

    src: str
    alt: str
    focus: str
    width: int
    height: int


def poster_address(term: Term[RenderedStory]) -> str:
    """Where the poster of a team is: `teams/ward-7/poster/`."""
    return f"{term.address}poster/"


def plan_posters(site: Site) -> Iterator[Page]:
    """A poster for every team."""
    for term in site.terms[Taxonomy.TEAM]:
        # The newest story that has a picture for a wall, or else the newest.
        story = next((story for story in term.members if wall_photo(story)), term.members[0])
        address, make = poster_address(term), partial(_context, site, term, story)
        yield site.lazy_page(address, "poster", site.t, (address, term.name), [story], make)


def wall_photo(rendered: RenderedStory) -> PhotoNote | None:
    """The photo that leads a story, if it may hang on a wall. A yes to a website alone is none to a wall."""
    lead = signboard(rendered)
    return lead if lead and lead.may_be_shared() else None


def _context(site: Site, term: Term[RenderedStory], rendered: RenderedStory) -> Mapping[str, object]:
    t, config, meta = site.t, site.config, rendered.story.meta
    name = typeset(term.name)
    head = site.head(t("poster_title", team=name), meta.summary, None, t)._replace(indexed=False)
    return {
        **site.context(head),
        "name": name,
        "address": config.url(term.address),
        "code": link(config, f"{poster_address(term)}code.svg"),
        "stylesheet": link(config, site.look.poster),
        "picture": _picture(site, rendered),
        "title": typeset(meta.title),
        "long": len(meta.title) > LONG // 2,
        "summary": typeset(meta.summary),
        "lines": first_lines(rendered.body.html, LINES),
        "told": told_by(meta, t),
        "lang": other_lang(meta.lang, t),
    }


def _picture(site: Site, rendered: RenderedStory) -> PosterPhoto | None:
    note = wall_photo(rendered)
    if not note:
        return None
    jpeg = nearest(rendered.photos[note.file].of_type(JPEG), FALLBACK_WIDTH)
    address = link(site.config, f"photos/{jpeg.name}")
    return PosterPhoto(address, note.alt, focus_classes(note.focus), jpeg.width, jpeg.height)
