"""One more hand: a copy of this process that does some work and sends what came of it."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


class Helper(Generic[T]):
    """A copy of this process, at work from the moment it is made.

    Args:
        work: what it does; what that changes in memory is lost, what it returns comes back, pickled.

    Attributes:
        free: can be read (it is at its end) as soon as the work is done or the helper was killed, even
            if nobody has taken its answer yet.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        context = get_context("fork")
        self._answer, answer = context.Pipe(duplex=False)
        self.free, busy = context.Pipe(duplex=False)
        ours = (self._answer, self.free)
        self._process = context.Process(target=_work, args=(work, answer, busy, ours), daemon=True)
        self._process.start()
        answer.close()
        busy.close()

    def answer(self) -> T | None:
        """Wait for what came of the work; None if the system killed the helper over it.

        Raises:
            Exception: whatever the work raised.
        """
        try:
            done, error = self._answer.recv()
        except (EOFError, OSError):  # before it said anything, or in the middle
            return None
        if error:
            raise error
        result: T = done
        return result

    def stop(self) -> None:
        """Stop it, whatever it is doing."""
        self._process.terminate()
        self.dismiss()

    def dismiss(self) -> None:
        """Let go of it, once its answer was taken or nobody wants one any more."""
        self._answer.close()
        self.free.close()
        if self._process.is_alive():
            self._process.join(timeout=1)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _work(
    work: Callable[[], T], answer: Connection, busy: Connection, theirs: tuple[Connection, ...]
) -> None:
    for end in theirs:
        end.close()
    told: tuple[T | None, Exception | None]
    try:
        told = (work(), None)
    except Exception as error:  # noqa: BLE001 - it is raised again where the work was asked for
        told = (None, error)
    busy.close()
    answer.send(told)
    answer.close()
