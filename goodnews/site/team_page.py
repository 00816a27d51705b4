"""What a team's page has besides its stories: its thank-yous, a year ago, its calendar."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from goodnews.i18n import Messages
from goodnews.rendered import RenderedStory
from goodnews.site.archives import face_of
from goodnews.site.calendar import times
from goodnews.site.links import Link, link
from goodnews.site.poster import poster_address
from goodnews.site.site import Site
from goodnews.site.teasers import Teaser
from goodnews.site.thanks import WALL, Letter, count_thanks, is_thanks, letter_of
from goodnews.taxonomies import Term

YEAR, ABOUT = timedelta(days=365), timedelta(days=45)
"""What was told a year ago, give or take."""

LETTERS = 3
"""Thank-yous that a team's page shows; the wall has all of them."""


class TeamPage(NamedTuple):
    """What the first page of a team shows besides its stories.

    Attributes:
        picture: of its newest thank-you that has one: letters show none themselves.
        thank: the letter that thanks the team.
        thanks: how many thank-yous there are, in words; None where there is none yet.
        wall: the link to everybody's.
        poster: the link to what can hang on its wall.
        calendar: the link to the dates of what the team invites to, if it ever did.
    """

    picture: Markup | None
    thank: Link
    thanks: str | None
    letters: tuple[Letter, ...]
    wall: str
    year_ago: Teaser | None
    poster: str
    calendar: str | None


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
    letters = tuple([story for story in term.members if is_thanks(story)][:LETTERS])
    others = [story for story in term.members if story not in letters]
    return Apart(letters, _year_ago(others, now) if len(others) > 1 else None)


def team_page(term: Term[RenderedStory], apart: Apart, site: Site, t: Messages) -> TeamPage:
    """Gather what a team's first page shows besides its stories."""
    config = site.config
    is_timed = any(times(story.story) for story in term.members)
    return TeamPage(
        picture=face_of(replace(term, members=apart.letters), config),
        thank=site.links_of(t).thank(term.name),
        thanks=count_thanks(term.members, t),
        letters=tuple(letter_of(story, config, t) for story in apart.letters),
        wall=link(config, WALL),
        year_ago=site.teaser(apart.year_ago, t) if apart.year_ago else None,
        poster=link(config, poster_address(term)),
        calendar=link(config, calendar_address(term)) if is_timed else None,
    )


def calendar_address(term: Term[RenderedStory]) -> str:
    """Where the dates of a team are."""
    return f"{term.address}events.ics"


def _year_ago(stories: list[RenderedStory], now: datetime) -> RenderedStory | None:
    """The story told nearest to a year ago. The day decides, not the minute that a site is built."""
    then = (now - YEAR).date()
    by_distance = [(abs(story.story.meta.date.date() - then), story.story.key, story) for story in stories]
    distance, _, nearest = min(by_distance, key=lambda entry: entry[:2], default=(YEAR, "", None))
    return nearest if distance <= ABOUT else None
