"""Virtual time, and runners that take turns in it."""

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from greenlet import greenlet

from tests.announce.simulator.faults import Chance, Plan

BEGINNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Killed(BaseException):
    """The process is gone, as by `kill -9`: nothing may catch this."""


class World:
    """Runs greenlets in the order of a virtual clock (seconds since the beginning)."""

    def __init__(self, faults: Chance | Plan) -> None:
        self.now = 0.0
        self.faults = faults
        self.killed = 0
        self._order = itertools.count()
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._hub: greenlet | None = None

    def at(self, when: float, what: Callable[[], object]) -> None:
        """Do something at a time to come."""
        heapq.heappush(self._due, (when, next(self._order), what))

    def spawn(self, when: float, what: Callable[[], object]) -> None:
        """Start a process at a time to come."""

        def body() -> None:
            try:
                what()
            except Killed:
                self.killed += 1

        self.at(when, lambda: greenlet(body).switch())

    def run(self) -> None:
        """Until nothing is left to do."""
        self._hub = greenlet.getcurrent()
        while self._due:
            when, _, what = heapq.heappop(self._due)
            self.now = max(self.now, when)
            what()

    def wait(self, seconds: float) -> None:
        """A process lets time pass; others go on meanwhile."""
        me = greenlet.getcurrent()
        self.at(self.now + seconds, me.switch)
        assert self._hub is not None
        self._hub.switch()


class VirtualClock:
    """A runner's clocks: wrong by a constant, and the steady one stands still while the machine sleeps."""

    def __init__(self, world: World, name: str, skew: float) -> None:
        self._world = world
        self._name = name
        self._skew = skew
        self._slept = 0.0
        self._nonces = itertools.count()

    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self._world.now + self._skew)

    def monotonic(self) -> float:
        return self._world.now - self._slept

    def sleep(self, seconds: float) -> None:
        self._world.wait(seconds)

    def nonce(self) -> str:
        return f"{self._name}-{next(self._nonces)}"

    def stumble(self, where: str) -> None:
        """Between any two steps a process can be killed, stalled, or its machine put to sleep."""
        fault = self._world.faults.choose(where, ("kill", "stall", "suspend"))
        if fault == "kill":
            raise Killed
        if fault is not None:
            long = self._world.faults.number(where, 20, 5400)
            self._slept += long if fault == "suspend" else 0.0
            self._world.wait(long)
