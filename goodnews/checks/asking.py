"""Asking about each story all that does not depend on the day: once, as long as the story does not change."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from goodnews.answers import recall, remember, rules_version
from goodnews.checks.catalogue import STORY_RULES
from goodnews.checks.folder import inspect_photos, read_folder
from goodnews.drawer import Drawer
from goodnews.hands import count_hands, share_out
from goodnews.problems import Problem
from goodnews.story import Library, Story, StoryFolder
from goodnews.trust import Trust

A_LOT = 60
"""How much one hand checks before it asks for more, in stories; they take it about 50 ms."""

A_PHOTO = 80
"""Decoding a photo takes about as long as checking so many stories."""

_LASTING = tuple(each for each in STORY_RULES if not each.timely)


@dataclass(frozen=True, slots=True)
class Work:
    """One story to be checked, with all that its answer depends on but the recipe."""

    story: Story
    names: tuple[str, ...]
    trust: Trust
    photo_cache: Path | None


@dataclass(frozen=True, slots=True)
class Lasting:
    """What was found in some stories, whatever the day.

    Attributes:
        found: by the story's key.
        keep: has it remembered; to be called once, when there is time.
    """

    found: Mapping[str, tuple[Problem, ...]]
    keep: Callable[[], None]

    @property
    def stops(self) -> bool:
        """Whether there is anything in it that stops a publish, unless a story allows it or is a draft."""
        return any(problem.is_error for found in self.found.values() for problem in found)


def ask_each(
    library: Library,
    trust: Trust,
    *,
    only: Sequence[Story],
    cache: Path | None = None,
    photo_cache: Path | None = None,
    workers: int = 1,
) -> Lasting:
    """Ask every lasting rule about each of some stories, or remember its answer.

    Args:
        library: every story there is.
        trust: the Trust's settings.
        only: the stories asked about.
        cache: the drawer that remembers answers; nothing is remembered without it.
        photo_cache: the folder of `prepare_photos`, so that photos it knows are not decoded again.
        workers: processes to share the work.
    """
    drawer = Drawer(cache, recipe_of(trust)) if cache else None
    rows = drawer.read() if drawer else {}
    keys = {story.key: key_of(story, library.folders[story.key]) for story in only}
    known = {key: found for key, told in keys.items() if (found := recall(rows.get(key), told)) is not None}
    work = {
        story.key: Work(story, library.folders[story.key].names, trust, photo_cache)
        for story in only
        if story.key not in known
    }
    told = [(each, keys[key]) for key, each in work.items()]
    checked = dict(zip(work, _share(told, workers), strict=True))

    def keep() -> None:
        if drawer:
            # Of stories that nobody asked about, nothing is forgotten while they are there.
            kept = {key: row for key, row in rows.items() if key in known or key in others}
            drawer.update(rows, kept | {key: row for key, (_, row) in checked.items()})

    others = library.folders.keys() - keys.keys()
    return Lasting(known | {key: found for key, (found, _) in checked.items()}, keep)


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
    found = [each.tell(reading, what) for each in _LASTING for what in each.find(reading)]
    return tuple(sorted({*found, *inspect_photos(work.story, work.photo_cache)}))


Told = tuple[Work, str]
"""A story to be checked, and the key of its answer."""
Checked = tuple[tuple[Problem, ...], bytes]
"""What was found, and the row to keep of it."""


def _share(work: Sequence[Told], workers: int) -> list[Checked]:
    lots = [partial(_check_lot, lot) for lot in _lots(work)]
    checked = share_out(lots, min(workers, count_hands()))
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
