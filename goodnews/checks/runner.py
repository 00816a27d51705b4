"""Running every rule on every story, each story once as long as it does not change."""

import hashlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path

from goodnews.checks.allowing import allow
from goodnews.checks.cache import Remembered, recall, remember, rules_version
from goodnews.checks.catalogue import BY_CODE, LIBRARY_RULES, STORY_RULES
from goodnews.checks.folder import FolderList, inspect_photos, list_folder, read_folder
from goodnews.checks.reading import Reading
from goodnews.problems import Problem, Severity, in_order
from goodnews.story import LONDON, Library, Story, Visibility
from goodnews.trust import Trust

ENOUGH_FOR_HELP = 4_000
"""With less work than this, in stories, starting other processes takes longer than it saves (about 1 s)."""

A_PHOTO = 80
"""Decoding a photo takes about as long as checking so many stories."""

_LASTING = tuple(each for each in STORY_RULES if not each.timely)
_TIMELY = tuple(each for each in STORY_RULES if each.timely)


@dataclass(frozen=True, slots=True)
class Work:
    """One story to be checked, as it travels to another process."""

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
        cache: the file that remembers answers; nothing is remembered without it.
        photo_cache: the folder of `prepare_photos`, so that photos it knows are not decoded again.
        workers: processes to share the work, when there is much of it.
    """
    wanted = library.stories if only is None else tuple(only)
    today = now.astimezone(LONDON).date()
    remembered = recall(cache) if cache else Remembered()
    folders = {story.file: list_folder(story.folder) for story in wanted}
    recipe = recipe_of(trust)
    keys = {story.file: key_of(story, folders[story.file], recipe) for story in wanted}
    unknown = [story for story in wanted if keys[story.file] not in remembered.answers]
    work = [Work(story, folders[story.file].names, trust, photo_cache) for story in unknown]
    fresh = {keys[story.file]: found for story, found in zip(unknown, _share(work, workers), strict=True)}
    known = {**remembered.answers, **fresh}
    if cache and (fresh or (only is None and len(known) > len(keys))):
        remember(cache, known if only is not None else {key: known[key] for key in keys.values()})
    problems = list(library.problems) if only is None else []
    among: dict[str, list[Problem]] = {}
    for problem in (problem for each in LIBRARY_RULES for problem in each.check(library, trust, now)):
        among.setdefault(problem.file, []).append(problem)
    for story in wanted:
        found = [*known[keys[story.file]], *_timely(story, folders[story.file], trust, today)]
        found += among.get(story.file, [])
        problems += _settled(story, found, now)
    if cache and remembered.damaged:
        what, fix = (
            "What the last check remembered was damaged, so everything was checked again.",
            "Nothing to do.",
        )
        problems.append(
            Problem(f"{cache.parent.name}/{cache.name}", 1, Severity.ADVICE, "check-cache", what, fix)
        )
    return in_order(problems)


def recipe_of(trust: Trust) -> str:
    """What all answers depend on: the rules, and the Trust they are asked about."""
    return hashlib.sha256(f"{rules_version()}\0{trust.model_dump_json()}".encode()).hexdigest()


def key_of(story: Story, folder: FolderList, recipe: str) -> str:
    """What one answer depends on: the story's bytes and address, its folder, and the recipe."""
    parts = (recipe, story.file, story.digest, folder.stamp)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def check_one(work: Work) -> tuple[Problem, ...]:
    """Check one story by all that does not depend on the day."""
    if work.story.front.withdrawn:
        return ()
    # No lasting rule looks at the day; that is what makes its answer last.
    reading = read_folder(work.story, work.names, work.trust, date.min)
    found = [problem for each in _LASTING for problem in each.check(reading)]
    return tuple(sorted({*found, *inspect_photos(work.story, work.photo_cache)}))


def _share(work: list[Work], workers: int) -> Iterable[tuple[Problem, ...]]:
    weight = sum(1 + A_PHOTO * len(each.story.front.photos) for each in work)
    if workers < 2 or weight < ENOUGH_FOR_HELP:
        return [check_one(each) for each in work]
    # "spawn" works alike on every system and inherits no half-held locks.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(check_one, work, chunksize=16))


def _timely(story: Story, folder: FolderList, trust: Trust, today: date) -> list[Problem]:
    # Only consent and what was live can be in time one day and too late the next.
    if story.front.withdrawn or not (story.front.photos or story.front.live):
        return []
    reading = Reading(story, trust, today, folder.names)
    return [problem for each in _TIMELY for problem in each.check(reading)]


def _settled(story: Story, found: list[Problem], now: datetime) -> list[Problem]:
    """Honour `allow:`, and let a draft be unfinished in all that harms nobody."""
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
