"""Many hands make light work: sharing jobs among processes, where that is safe.

A hand is a copy of this process (`fork`): it knows all that this one knows, at no cost, and hands back only
what came of its jobs. A process with threads must not be copied, because a copy of a lock that another thread
holds is never let go of; nor can every system copy one. There all is done here, one job after the other.
"""

import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Job = Callable[[], T]
Step = Callable[[], None]
"""Called once for each job that is done, soon after."""


def nothing() -> None:
    """Do nothing: what is done meanwhile, and at each step, when nobody says otherwise."""


def count_hands() -> int:
    """How many processes may work at once here: as many as there are processors for us, or just this one.

    A hand has no hands of its own: all there are have been counted already.
    """
    if sys.platform != "linux" or threading.active_count() > 1 or parent_process():
        return 1
    return len(os.sched_getaffinity(0))


def share_out(
    jobs: Sequence[Job[T]], hands: int, step: Step = nothing, meanwhile: Callable[[], None] = nothing
) -> list[T]:
    """Do every job, and give what each returned, in order.

    Whoever is free takes the next job, so put long ones first. What a job changes in memory is lost
    with its hand; only what it returns comes back, pickled.

    Args:
        jobs: to be done, each exactly once unless a hand is killed over it; then it is done again here.
        hands: processes, this one included; see `count_hands`.
        step: shows progress.
        meanwhile: called here once, while the other hands begin; alone, before anything else.

    Raises:
        Exception: whatever a job raised, or what was done meanwhile, when all hands have stopped.
    """
    if hands < 2 or len(jobs) < 2:
        meanwhile()
        return [_done(job, step) for job in jobs]
    context = get_context("fork")
    next_job = context.Value("l", 0)

    def work(step: Step) -> dict[int, T]:
        done: dict[int, T] = {}
        told = 0
        while True:
            with next_job.get_lock():
                number = next_job.value
                next_job.value += 1
            while told < min(number, len(jobs)):
                step()
                told += 1
            if number >= len(jobs):
                return done
            done[number] = jobs[number]()

    with ExitStack() as stack:
        helpers = []
        for _ in range(min(hands, len(jobs)) - 1):
            ours, theirs = context.Pipe(duplex=False)
            helper = context.Process(target=_help, args=(theirs, ours, work), daemon=True)
            helper.start()
            theirs.close()
            stack.callback(_dismiss, helper, ours)
            helpers.append(ours)
        try:
            meanwhile()
        except BaseException:
            next_job.value = len(jobs)
            raise
        done = work(step)
        for ours in helpers:
            done.update(_receive(ours))
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


class Errand(Generic[T]):
    """A job that another hand does while this process goes on with something else.

    Where there is one hand only, or the other one is killed over it, it is done when its answer is asked for.

    Args:
        job: what to do; what it changes in memory is lost, what it returns comes back, pickled.
        hands: processes, this one included; see `count_hands`.
    """

    def __init__(self, job: Job[T], hands: int) -> None:
        self._job = job
        self._helper: tuple[ForkProcess, Connection] | None = None
        if hands > 1:
            ours, theirs = get_context("fork").Pipe(duplex=False)
            helper = get_context("fork").Process(
                target=_help, args=(theirs, ours, lambda _step: {0: job()}), daemon=True
            )
            helper.start()
            theirs.close()
            self._helper = helper, ours

    def answer(self) -> T:
        """Wait until it is done, and give what came of it; to be asked for once.

        Raises:
            Exception: whatever the job raised.
        """
        done: Mapping[int, T] = {}
        if self._helper:
            try:
                done = _receive(self._helper[1])
            finally:
                self.give_up()
        return done[0] if done else self._job()

    def give_up(self) -> None:
        """Stop it: nobody wants the answer any more."""
        if self._helper:
            helper, self._helper = self._helper, None
            helper[0].terminate()
            _dismiss(*helper)


def _done(job: Job[T], step: Step) -> T:
    result = job()
    step()
    return result


def _help(theirs: Connection, ours: Connection, work: Callable[[Step], Mapping[int, T]]) -> None:
    ours.close()
    try:
        answer: tuple[Mapping[int, T], Exception | None] = (work(nothing), None)
    except Exception as error:  # noqa: BLE001 - it is raised again where the work was asked for
        answer = ({}, error)
    theirs.send(answer)
    theirs.close()


def _receive(ours: Connection) -> Mapping[int, Any]:
    try:
        done, error = ours.recv()
    except EOFError:
        # The system killed the hand. Its jobs are done again by whoever asked for them.
        return {}
    if error:
        raise error
    return dict(done)


def _dismiss(helper: ForkProcess, ours: Connection) -> None:
    ours.close()
    if helper.is_alive():
        helper.join(timeout=1)
    if helper.is_alive():
        helper.terminate()
        helper.join()
