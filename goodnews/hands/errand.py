"""An errand: one job that another hand does while this process goes on with something else."""

from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from goodnews.hands.helper import Helper

T = TypeVar("T")


class Errand(Generic[T]):
    """A job that another hand does meanwhile.

    Where there is one hand only, or the other one is killed over it, it is done when its answer is asked for.

    Args:
        job: what to do; what it changes in memory is lost, what it returns comes back, pickled.
        hands: processes, this one included; see `count_hands`.
    """

    def __init__(self, job: Callable[[], T], hands: int) -> None:
        self._job = job
        # In tuples, so that None can be an answer, too.
        self._helper: Helper[tuple[T]] | None = Helper(lambda: (job(),)) if hands > 1 else None
        self._told: tuple[T] | None = None

    @property
    def is_out(self) -> bool:
        """Whether another hand is busy with it, or has its answer still to give."""
        return self._helper is not None

    def is_done(self, patience: float = 0) -> bool:
        """Whether its answer is there, or will be within so many seconds."""
        return bool(self._told or (self._helper and wait([self._helper.free], patience)))

    def take(self) -> None:
        """Wait until it is done, and let go of the hand that did it, with all the memory it has.

        Raises:
            Exception: whatever the job raised.
        """
        if self._told is None:
            told = None
            if self._helper:
                try:
                    told = self._helper.answer()
                finally:
                    self.give_up()
            self._told = told or (self._job(),)

    def answer(self) -> T:
        """What came of it, when it is done.

        Raises:
            Exception: whatever the job raised.
        """
        self.take()
        assert self._told  # noqa: S101 - it was taken
        return self._told[0]

    def give_up(self) -> None:
        """Stop it: nobody wants the answer any more."""
        if self._helper:
            helper, self._helper = self._helper, None
            helper.stop()
