"""Where a story belongs: the Trust's own categories, hospitals and teams, and a year that can be meant."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from difflib import get_close_matches

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, Rule, rule
from goodnews.problems import Severity
from goodnews.story import Story


def _listed(field: str, plural: str, summary: str, *, passing: str, failing: str) -> Rule[StoryContext]:
    """A field that says one of the names that the settings list: a slip of the pen would make a listing."""
    return Rule(
        f"story-{field}",
        Severity.ERROR,
        summary,
        f"Choose one of the {plural} of the settings.",
        lambda context: _one_of(
            context, field, getattr(context.story.meta, field), getattr(context.config, plural)
        ),
        passing=(f"{field}: {passing}",),
        failing=(f"{field}: {failing}",),
    )


@rule(
    "story-team",
    Severity.WARNING,
    summary="A story's team is one of the Trust's, where the settings name them.",
    hint="Choose one of the teams of the settings, or add this one there.",
    passing=("team: Ward 7",),
    failing=("team: " + "Ward 7 " * 10,),
)
def story_team(context: StoryContext) -> Iterator[Found]:
    """Left open by most Trusts; then a team has to be short enough for a listing's name."""
    team = context.story.meta.team
    if team and len(team) > 60:
        yield Found(
            context.story.lines("team"), "The team's name is very long.", "Use the name it has on its door."
        )
    elif context.config.teams:
        yield from _one_of(context, "team", team, context.config.teams)


def _one_of(context: StoryContext, field: str, value: str | None, known: Sequence[str]) -> Iterator[Found]:
    if value is None or value in known:
        return
    names = {name.casefold(): name for name in known}
    close = get_close_matches(value.casefold(), names, n=1)
    hint = f"Did you mean {names[close[0]]}?" if close else f"Choose from {', '.join(known)}."
    yield Found(context.story.lines(field), f"“{value[:60]}” is not a {field} of this site.", hint)


@rule(
    "date-year",
    Severity.WARNING,
    summary="A story's dates are not years away: not from its folder's year, and not from now.",
    hint="Check the year. If it is right, nothing has to be done.",
    allow="when something really is so far away",
    date_dependent=True,
    passing=(
        "date: 2026-11-20 07:45",
        "date: 2027-01-01",
        "event: {starts: 2027-12-01 14:00, place: The canteen}",
    ),
    failing=(
        "date: 2062-11-20",
        "date: 2016-11-20",
        "date: 0026-11-20",
        "modified: 2062-11-21",
        "event: {starts: 2062-12-01 14:00, place: The canteen}",
        "live: {starts: 2016-11-24 12:00, ends: 2016-11-24 13:00, watch: 'https://live.example/kitchen'}",
    ),
)
def date_year(context: StoryContext) -> Iterator[Found]:
    """A slip of the thumb in a year holds a story back for ever, or buries it under ten years of others."""
    for name, moment in far_off(context.story, context.today):
        line = context.story.lines(*name.split())
        yield Found(line, f"Is the year {moment.year:04} right?")


def far_off(story: Story, today: date) -> Iterator[tuple[str, datetime]]:
    """The dates of a story that are more than a year away; old stories in their own year's folder are not."""
    meta = story.meta
    moments = {
        "date": meta.date,
        "modified": meta.modified,
        "live starts": meta.live and meta.live.starts,
        "event starts": meta.event and meta.event.starts,
    }
    earliest, latest = int(story.key[:4]) - 1, today.year + 1
    for name, moment in moments.items():
        if moment and not earliest <= moment.year <= latest:
            yield name, moment


RULES = (
    _listed(
        "category",
        "categories",
        "A story is in one of the site's categories.",
        passing="Thank you",
        failing="Peopel",
    ),
    _listed(
        "hospital",
        "hospitals",
        "A story's hospital is one of the Trust's.",
        passing="Tarnside Hospital",
        failing="Tarnside Hopsital",
    ),
    story_team,
    date_year,
)
