"""An errand: one job that another hand does while this process goes on with something else."""

from collections.abc import Callable
from multiprocessing.connection import Connection, wait
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
        # In a tuple, so that None can be an answer, too.
        self._helper: Helper[tuple[T]] | None = Helper(lambda: (job(),)) if hands > 1 else None

    @property
    def busy(self) -> tuple[Connection, ...]:
        """What tells `share_out` that this hand is out, and when it is back."""
        return (self._helper.free,) if self._helper else ()

    def is_done(self, patience: float) -> bool:
        """Whether another hand has done it, or will have within so many seconds."""
        return bool(wait(self.busy, patience))

    def answer(self) -> T:
        """Wait until it is done, and give what came of it; to be asked for once.

        Raises:
            Exception: whatever the job raised.
        """
        done = None
        if self._helper:
            try:
                done = self._helper.answer()
            finally:
                self.give_up()
        return done[0] if done else self._job()

    def give_up(self) -> None:
        """Stop it: nobody wants the answer any more."""
        if self._helper:
            helper, self._helper = self._helper, None
            helper.stop()
