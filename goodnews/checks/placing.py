"""Where a story belongs: the Trust's own categories, hospitals and teams."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from goodnews.checks.reading import Reading
from goodnews.checks.rules import Found, rule
from goodnews.problems import Severity


@rule(
    "story-category",
    Severity.ERROR,
    explains="A story is in one of the site's categories.",
    remedy="Choose one of the categories of the settings.",
    good=("category: Thank you",),
    bad=("category: Peopel",),
)
def story_category(reading: Reading) -> Iterator[Found]:
    """A slip of the pen would make a listing of its own."""
    yield from _one_of(reading, "category", reading.story.front.category, reading.trust.categories)


@rule(
    "story-hospital",
    Severity.ERROR,
    explains="A story's hospital is one of the Trust's.",
    remedy="Choose one of the hospitals of the settings.",
    good=("hospital: Tarnside Hospital",),
    bad=("hospital: Tarnside Hopsital",),
)
def story_hospital(reading: Reading) -> Iterator[Found]:
    """Its name is the name of a listing."""
    yield from _one_of(reading, "hospital", reading.story.front.hospital, reading.trust.hospitals)


@rule(
    "story-team",
    Severity.WARNING,
    explains="A story's team is one of the Trust's, where the settings name them.",
    remedy="Choose one of the teams of the settings, or add this one there.",
    good=("team: Ward 7",),
    bad=("team: " + "Ward 7 " * 20,),
)
def story_team(reading: Reading) -> Iterator[Found]:
    """Left open by most Trusts; then a team has to be short enough for a listing's name."""
    team = reading.story.front.team
    if team and len(team) > 60:
        yield Found(
            reading.story.lines("team"), "The team's name is very long.", "Use the name it has on its door."
        )
    elif reading.trust.teams:
        yield from _one_of(reading, "team", team, reading.trust.teams)


def _one_of(reading: Reading, field: str, value: str | None, known: Sequence[str]) -> Iterator[Found]:
    if value is None or value in known:
        return
    close = get_close_matches(value, known, n=1)
    fix = f"Did you mean {close[0]}?" if close else f"Choose from {', '.join(known)}."
    yield Found(reading.story.lines(field), f"“{value[:60]}” is not a {field} of this site.", fix)


RULES = (story_category, story_hospital, story_team)
