"""A poster for a team's wall: its newest picture and story, and a code that leads to its page."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from goodnews.markdown import first_lines, typeset
from goodnews.photos import FALLBACK_WIDTH, nearest
from goodnews.rendered import RenderedStory
from goodnews.site.images import JPEG, focus_classes
from goodnews.site.links import file_of, link
from goodnews.site.page import Page
from goodnews.site.site import Site
from goodnews.site.teasers import LONG, other_lang, told_by
from goodnews.story import Depicts, PhotoNote
from goodnews.taxonomies import Taxonomy, Term

LINES = 280
"""Characters of the story's text for which a poster has room."""

NOT_FOR_WALLS = frozenset({Depicts.PATIENTS, Depicts.CHILDREN})


class PosterPhoto(NamedTuple):
    """A photo as one file, which prints alike everywhere."""

    src: str
    alt: str
    focus: str
    width: int
    height: int


class Poster(NamedTuple):
    """What stands on a poster: a team's name, its page's whole address, a story of its and how that begins.

    `long` says whether the title needs a smaller size; `told` who tells the story, or None; `lang` its
    language, when that is not the page's own.
    """

    name: str
    address: str
    stylesheet: str
    picture: PosterPhoto | None
    title: str
    long: bool
    summary: str
    lines: tuple[str, ...]
    told: Markup | None
    lang: str | None


def poster_address(term: Term[RenderedStory]) -> str:
    """Where the poster of a team is: `teams/ward-7/poster/`."""
    return f"{term.address}poster/"


def plan_posters(site: Site) -> Iterator[Page]:
    """A poster for every team."""
    for term in site.shelves[Taxonomy.TEAM]:
        story = choose_story(term.members)

        def make(term: Term[RenderedStory] = term, story: RenderedStory = story) -> Mapping[str, object]:
            return _context(site, term, story)

        fingerprint = site.digest(
            site.words, (poster_address(term), term.name), site.looks_of([story], site.words)
        )
        yield Page(file_of(poster_address(term)), "poster", fingerprint, make)


def choose_story(stories: tuple[RenderedStory, ...]) -> RenderedStory:
    """The newest story that has a picture for a wall, or else the newest."""
    return next((story for story in stories if wall_photo(story)), stories[0])


def wall_photo(rendered: RenderedStory) -> PhotoNote | None:
    """The photo that leads a story, if it may hang on a wall.

    A patient, or a child, is nobody's signboard. Who said yes to a website alone did not say yes to a wall.
    """
    lead = rendered.lead
    return lead if lead and lead.may_be_shared() and lead.shows not in NOT_FOR_WALLS else None


def _context(site: Site, term: Term[RenderedStory], rendered: RenderedStory) -> Mapping[str, object]:
    words, config, meta = site.words, site.config, rendered.story.meta
    name = typeset(term.name)
    head = site.head(words("poster_title", team=name), meta.summary, None, words)._replace(indexed=False)
    poster = Poster(
        name=name,
        address=config.url(term.address),
        stylesheet=link(config, site.look.poster),
        picture=_picture(site, rendered),
        title=typeset(meta.title),
        long=len(meta.title) > LONG // 2,
        summary=typeset(meta.summary),
        lines=first_lines(rendered.body.html, LINES),
        told=told_by(meta, words),
        lang=other_lang(meta.lang, words),
    )
    return {**site.context(head, words), "poster": poster}


def _picture(site: Site, rendered: RenderedStory) -> PosterPhoto | None:
    note = wall_photo(rendered)
    if not note:
        return None
    jpeg = nearest(rendered.photos[note.file].of_type(JPEG), FALLBACK_WIDTH)
    address = link(site.config, f"photos/{jpeg.name}")
    return PosterPhoto(address, note.alt, focus_classes(note.focus), jpeg.width, jpeg.height)
