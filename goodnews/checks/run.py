"""Running every rule: on one story, on all stories together, and on what today's date decides."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from goodnews.checks.context import StoryContext
from goodnews.checks.folder import NO_TEXTS, inspect_photos, read_context
from goodnews.checks.registry import BY_CODE, COLLECTION_RULES, STORY_RULES
from goodnews.checks.suppressions import allow
from goodnews.checks.taxonomy import far_off
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html
from goodnews.problems import Problem, Severity
from goodnews.story import LONDON, Story, StoryCollection, StoryFolder, Visibility

_LASTING = tuple(rule for rule in STORY_RULES if not rule.date_dependent)
_DATE_DEPENDENT = tuple(rule for rule in STORY_RULES if rule.date_dependent)


def check_story(
    story: Story,
    names: tuple[str, ...],
    config: SiteConfig,
    photo_cache: Path | None = None,
    texts: Mapping[str, Html] = NO_TEXTS,
) -> tuple[Problem, ...]:
    """Run every rule that looks at one story and not at the date: the same story has the same problems.

    Args:
        story: the story.
        names: what lies in its folder.
        config: the Trust's settings.
        photo_cache: the folder of `prepare_photos`, so that photos it knows are not decoded again.
        texts: the story's texts as they will be published, as far as they are rendered.
    """
    if story.meta.withdrawn:
        return ()
    context = read_context(story, names, config, date.min, texts)
    problems = set(inspect_photos(story, photo_cache))
    for rule in _LASTING:
        for found in rule.find(context):
            problems.add(rule.tell(context, found))
    return tuple(sorted(problems))


def check_together(
    stories: StoryCollection,
    problems_by_story: Mapping[str, Sequence[Problem]],
    config: SiteConfig,
    now: datetime,
) -> list[Problem]:
    """Add what shows today, or only among all stories, to what was found in each; then honour `allow:`.

    Args:
        stories: every story there is.
        problems_by_story: what `check_story` found, by the story's key.
        config: the Trust's settings.
        now: the moment, aware.
    """
    among: dict[str, list[Problem]] = {}
    for problem in (problem for rule in COLLECTION_RULES for problem in rule.check(stories, config, now)):
        among.setdefault(problem.file, []).append(problem)
    today = now.astimezone(LONDON).date()
    problems: list[Problem] = []
    for story in stories.stories:
        date_dependent = _check_today(story, stories.folders[story.key], config, today)
        problems += _judge(
            story, [*problems_by_story[story.key], *date_dependent, *among.get(story.file, ())], now
        )
    return problems


def _check_today(story: Story, folder: StoryFolder, config: SiteConfig, today: date) -> list[Problem]:
    # Only consent and what was live can be in time one day and too late the next; and a year can be far away.
    meta = story.meta
    if meta.withdrawn or not (meta.photos or meta.live or any(far_off(story, today))):
        return []
    context = StoryContext(story, config, today, folder.names)
    return [problem for rule in _DATE_DEPENDENT for problem in rule.check(context)]


def _judge(story: Story, problems: list[Problem], now: datetime) -> list[Problem]:
    """Honour `allow:`, and let a draft be unfinished in all that harms nobody."""
    if not problems and not story.meta.allow:
        return []
    allowed = allow(story, problems, BY_CODE)
    if story.visibility(now) is not Visibility.DRAFT:
        return allowed
    return [
        problem._replace(severity=Severity.WARNING)
        if problem.is_error and _can_wait(problem.code)
        else problem
        for problem in allowed
    ]


def _can_wait(code: str) -> bool:
    """Whether it may be left for later in a draft; a photo that is not there yet shows nobody."""
    return code == "photo-missing" or (code in BY_CODE and not BY_CODE[code].guards)
