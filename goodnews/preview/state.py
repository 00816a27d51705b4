"""What the browser is shown: the newest build, or what stands in its way."""

import threading
from dataclasses import dataclass

from goodnews.problems import Problem


@dataclass(frozen=True, slots=True)
class Shown:
    """One moment of a preview: its number goes up with each change; problems hide the pages."""

    number: int
    problems: tuple[Problem, ...] = ()


class PreviewState:
    """Holds what is shown, and wakes up the browsers that wait for the next change."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._shown = Shown(0)

    @property
    def shown(self) -> Shown:
        """What a browser gets now."""
        with self._changed:
            return self._shown

    def show(self, problems: tuple[Problem, ...] = ()) -> None:
        """Tell every browser that there is something new: a build, or the problems of one."""
        with self._changed:
            self._shown = Shown(self._shown.number + 1, problems)
            self._changed.notify_all()

    def wait_beyond(self, number: int, seconds: float) -> Shown:
        """Wait until something newer than `number` is shown, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown.number > number, timeout=seconds)
            return self._shown
