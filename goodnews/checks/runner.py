"""Running every rule on every story, each story once as long as it does not change."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from goodnews.checks.allowing import allow
from goodnews.checks.cache import recall, remember, rules_version
from goodnews.checks.catalogue import BY_CODE, LIBRARY_RULES, STORY_RULES
from goodnews.checks.folder import inspect_photos, read_folder
from goodnews.checks.reading import Reading
from goodnews.drawer import Drawer
from goodnews.hands import count_hands, share_out
from goodnews.problems import Problem, Severity, in_order
from goodnews.story import LONDON, Library, Story, StoryFolder, Visibility
from goodnews.trust import Trust

A_LOT = 60
"""How much one hand checks before it asks for more, in stories; they take it about 50 ms."""

A_PHOTO = 80
"""Decoding a photo takes about as long as checking so many stories."""

_LASTING = tuple(each for each in STORY_RULES if not each.timely)
_TIMELY = tuple(each for each in STORY_RULES if each.timely)


@dataclass(frozen=True, slots=True)
class Work:
    """One story to be checked, with all that its answer depends on but the recipe."""

    story: Story
    names: tuple[str, ...]
    trust: Trust
    photo_cache: Path | None


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
    drawer = Drawer(cache, recipe_of(trust)) if cache else None
    rows = drawer.read() if drawer else {}
    keys = {story.key: key_of(story, library.folders[story.key]) for story in wanted}
    known = {key: found for key, told in keys.items() if (found := recall(rows.get(key), told)) is not None}
    work = {
        story.key: Work(story, library.folders[story.key].names, trust, photo_cache)
        for story in wanted
        if story.key not in known
    }
    checked = dict(zip(work, _share([(each, keys[key]) for key, each in work.items()], workers), strict=True))
    if drawer:
        kept = {key: rows[key] for key in (known if only is None else rows)}
        drawer.update(rows, kept | {key: row for key, (_, row) in checked.items()})
    answers = known | {key: found for key, (found, _) in checked.items()}
    problems = list(library.problems) if only is None else []
    among: dict[str, list[Problem]] = {}
    for problem in (problem for each in LIBRARY_RULES for problem in each.check(library, trust, now)):
        among.setdefault(problem.file, []).append(problem)
    today = now.astimezone(LONDON).date()
    for story in wanted:
        timely = _timely(story, library.folders[story.key], trust, today)
        problems += _settled(story, [*answers[story.key], *timely, *among.get(story.file, ())], now)
    return in_order(problems)


def recipe_of(trust: Trust) -> str:
    """What all answers depend on: the rules, and the Trust they are asked about."""
    return hashlib.sha256(f"{rules_version()}\0{trust.model_dump_json()}".encode()).hexdigest()


def key_of(story: Story, folder: StoryFolder) -> str:
    """What one answer depends on besides the recipe and the address: the story's bytes and its folder."""
    return f"{story.digest} {folder.stamp}"


def check_one(work: Work) -> tuple[Problem, ...]:
    """Check one story by all that does not depend on the day."""
    if work.story.front.withdrawn:
        return ()
    # No lasting rule looks at the day; that is what makes its answer last.
    reading = read_folder(work.story, work.names, work.trust, date.min)
    found = [problem for each in _LASTING for problem in each.check(reading)]
    return tuple(sorted({*found, *inspect_photos(work.story, work.photo_cache)}))


Told = tuple[Work, str]
"""A story to be checked, and the key of its answer."""
Checked = tuple[tuple[Problem, ...], bytes]
"""What was found, and the row to keep of it."""


def _share(work: Sequence[Told], workers: int) -> list[Checked]:
    checked = share_out([partial(_check_lot, lot) for lot in _lots(work)], min(workers, count_hands()))
    return [each for lot in checked for each in lot]


def _lots(work: Iterable[Told]) -> Iterator[list[Told]]:
    """Cut the work into parts that take about as long as each other."""
    lot: list[Told] = []
    weight = 0
    for each in work:
        lot.append(each)
        weight += 1 + A_PHOTO * len(each[0].story.front.photos)
        if weight >= A_LOT:
            yield lot
            lot, weight = [], 0
    if lot:
        yield lot


def _check_lot(lot: Iterable[Told]) -> list[Checked]:
    return [(found := check_one(each), remember(key, found)) for each, key in lot]


def _timely(story: Story, folder: StoryFolder, trust: Trust, today: date) -> list[Problem]:
    # Only consent and what was live can be in time one day and too late the next.
    if story.front.withdrawn or not (story.front.photos or story.front.live):
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
        replace(problem, severity=Severity.WARNING)
        if problem.is_error and _can_wait(problem.code)
        else problem
        for problem in allowed
    ]


def _can_wait(code: str) -> bool:
    """Whether it may be left for later in a draft; a photo that is not there yet shows nobody."""
    return code == "photo-missing" or (code in BY_CODE and not BY_CODE[code].guards)
