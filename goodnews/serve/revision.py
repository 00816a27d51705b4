"""What the browser is shown: the newest build, or what stands in its way."""

import threading
from dataclasses import dataclass

from goodnews.problems import Problem


@dataclass(frozen=True, slots=True)
class Revision:
    """One moment of a preview: its number goes up with each change; problems hide the pages."""

    number: int
    problems: tuple[Problem, ...] = ()


class LiveReload:
    """Holds what is shown, and wakes up the browsers that wait for the next change."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._current = Revision(0)

    @property
    def current(self) -> Revision:
        """What a browser gets now."""
        with self._changed:
            return self._current

    def show(self, problems: tuple[Problem, ...] = ()) -> None:
        """Tell every browser that there is something new: a build, or the problems of one."""
        with self._changed:
            self._current = Revision(self._current.number + 1, problems)
            self._changed.notify_all()

    def wait_for_newer(self, number: int, seconds: float) -> Revision:
        """Wait until something newer than `number` is shown, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._current.number > number, timeout=seconds)
            return self._current
