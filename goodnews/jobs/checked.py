"""A check of what was checked already: known without reading a story, while nothing at all has changed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from goodnews.answers import recall, remember, rules_version
from goodnews.drawer import Drawer
from goodnews.jobs.settings import DEVELOPMENT, PUBLIC
from goodnews.problems import Problem
from goodnews.standing import digest_of
from goodnews.story import LONDON, Contents, Library
from goodnews.trust import Trust

_FOUND, _WHEN = "found", "when"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and in how many stories."""

    problems: tuple[Problem, ...]
    stories: int


class LastCheck:
    """What the last check of everything found, if it was of the same content, settings and code.

    Args:
        contents: what is checked now.
        trust: the Trust's settings.
        cache: where it is kept between runs.
    """

    def __init__(self, contents: Contents, trust: Trust, cache: Path) -> None:
        file = cache / "checked.db"
        self._drawer = Drawer(file, _inputs(contents, trust)) if contents.settled else None

    def answer(self, now: datetime) -> Answer | None:
        """What was found, if that is what would be found at `now` (aware)."""
        rows = self._drawer.read() if self._drawer else {}
        try:
            since, until, stories = rows[_WHEN].decode().split("\n")
            if not datetime.fromisoformat(since) <= now < datetime.fromisoformat(until):
                return None
            found = recall(rows.get(_FOUND), _FOUND)
            return None if found is None else Answer(found, int(stories))
        except (KeyError, ValueError, TypeError):
            return None

    def keep(self, problems: tuple[Problem, ...], library: Library, now: datetime) -> None:
        """Keep what was found at `now` for the next check."""
        if self._drawer:
            when = f"{now.isoformat()}\n{_until(library, now).isoformat()}\n{len(library.stories)}"
            rows = {_FOUND: remember(_FOUND, problems), _WHEN: when.encode()}
            self._drawer.update(self._drawer.read(), rows)


def _inputs(contents: Contents, trust: Trust) -> str:
    """Name all that an answer depends on, but for the moment it is asked for."""
    files = [contents.root / name for name in (DEVELOPMENT, PUBLIC)]
    settings = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
    recipes = contents.recipe, rules_version()
    told = [digest_of(contents.tree.stamps), *recipes, trust.model_dump_json(), *settings]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def _until(library: Library, now: datetime) -> datetime:
    """The first moment at which the same content may be judged otherwise.

    A story comes out, or a day ends in London, and with it a consent.
    """
    tomorrow = now.astimezone(LONDON).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), LONDON)
    waiting = (story.front.date for story in library.stories if now < story.front.date)
    return min([midnight, *waiting])
