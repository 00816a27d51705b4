"""Running every rule on every story, and saying what stands in the way of what."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from goodnews.checks.allowing import allow
from goodnews.checks.asking import Lasting, ask_each
from goodnews.checks.catalogue import BY_CODE, LIBRARY_RULES, STORY_RULES
from goodnews.checks.reading import Reading
from goodnews.checks.taxonomy import far_off
from goodnews.checks.unread import check_unread
from goodnews.problems import Problem, Severity, in_order
from goodnews.story import LONDON, Library, Story, StoryFolder, Visibility
from goodnews.trust import Trust

_TIMELY = tuple(each for each in STORY_RULES if each.timely)


def check_stories(
    library: Library,
    trust: Trust,
    now: datetime,
    *,
    only: Sequence[Story] | None = None,
    cache: Path | None = None,
    photo_cache: Path | None = None,
    workers: int = 1,
) -> tuple[Problem, ...]:
    """Check stories by every rule, and give all that was found, sorted.

    Args:
        library: every story there is, and the problems of those that can't be read.
        trust: the Trust's settings.
        now: the moment, aware.
        only: the stories asked for; all of them when left out. Rules that compare stories see all.
        cache: the drawer that remembers answers; nothing is remembered without it.
        photo_cache: the folder of `prepare_photos`, so that photos it knows are not decoded again.
        workers: processes to share the work.
    """
    wanted = library.stories if only is None else tuple(only)
    lasting = ask_each(library, trust, only=wanted, cache=cache, photo_cache=photo_cache, workers=workers)
    lasting.keep()
    problems = [*library.problems, *_among_unread(library, trust)] if only is None else []
    return in_order([*problems, *conclude(library, trust, now, wanted, lasting)])


def _among_unread(library: Library, trust: Trust) -> Iterator[Problem]:
    """What else is wrong in the stories whose front matter has mistakes."""
    unread = {problem.file for problem in library.problems if problem.code in {"story-fields", "story-file"}}
    for key, folder in library.folders.items() if unread else ():
        file = next((file for file in unread if file.endswith(f"/{key}/story.md")), None)
        if file:
            yield from check_unread(folder, file, trust)


def conclude(
    library: Library, trust: Trust, now: datetime, wanted: Sequence[Story], lasting: Lasting
) -> list[Problem]:
    """Add what is found today and among all stories to what was found in each, and judge it.

    Args:
        library: every story there is.
        trust: the Trust's settings.
        now: the moment, aware.
        wanted: the stories to tell of.
        lasting: what was found in them.
    """
    among: dict[str, list[Problem]] = {}
    for problem in (problem for each in LIBRARY_RULES for problem in each.check(library, trust, now)):
        among.setdefault(problem.file, []).append(problem)
    today = now.astimezone(LONDON).date()
    problems: list[Problem] = []
    for story in wanted:
        timely = _timely(story, library.folders[story.key], trust, today)
        found = [*lasting.found[story.key], *timely, *among.get(story.file, ())]
        problems += _settled(story, found, now)
    return problems


def _timely(story: Story, folder: StoryFolder, trust: Trust, today: date) -> list[Problem]:
    # Only consent and what was live can be in time one day and too late the next; and a year can be far away.
    front = story.front
    if front.withdrawn or not (front.photos or front.live or any(far_off(story, today))):
        return []
    reading = Reading(story, trust, today, folder.names)
    return [problem for each in _TIMELY for problem in each.check(reading)]


def _settled(story: Story, found: list[Problem], now: datetime) -> list[Problem]:
    """Honour `allow:`, and let a draft be unfinished in all that harms nobody."""
    if not found and not story.front.allow:
        return []
    allowed = allow(story, found, BY_CODE)
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
