"""Sharing out jobs: whoever is free takes the next."""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Any, TypeVar

from goodnews.hands.errand import Errand
from goodnews.hands.helper import Helper

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

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
    jobs: Sequence[Job[T]],
    hands: int,
    step: Step = nothing,
    meanwhile: Callable[[], None] = nothing,
    busy: Sequence[Errand[Any]] = (),
) -> list[T]:
    """Do every job, and give what each returned, in order.

    Whoever is free takes the next job, so put long ones first. What a job changes in memory is lost
    with its hand; only what it returns comes back, pickled.

    Args:
        jobs: to be done, each exactly once unless a hand is killed over it; then it is done again here.
        hands: processes, this one included; see `count_hands`.
        step: shows progress.
        meanwhile: called here once, while the other hands begin; alone, before anything else.
        busy: errands that other hands are out on. Each counts among `hands`; when it is done, its answer is
            taken, and another hand joins.

    Raises:
        Exception: whatever a job raised, or what was done meanwhile, when all hands have stopped.
    """
    if hands < 2 or len(jobs) < 2:
        meanwhile()
        return [_done(job, step) for job in jobs]
    next_job = get_context("fork").Value("l", 0)
    work = partial(_take_jobs, jobs, next_job)
    out = [errand for errand in busy if errand.is_out]

    with ExitStack() as stack:
        helpers: list[Helper[dict[int, T]]] = []

        def call() -> None:
            helper = Helper(work)
            stack.callback(helper.dismiss)
            helpers.append(helper)

        def call_who_is_back() -> None:
            # A copy that is made only now keeps nothing that this process changed in the meantime.
            for errand in [each for each in out if each.is_done()]:
                out.remove(errand)
                errand.take()
                call()

        for _ in range(min(hands, len(jobs)) - 1 - len(out)):
            call()
        try:
            meanwhile()
        except BaseException:
            next_job.value = len(jobs)
            raise
        done = work(step, call_who_is_back)
        for helper in helpers:
            # Where the system killed one, its jobs are done again below.
            done.update(helper.answer() or {})
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


def _take_jobs(
    jobs: Sequence[Job[T]],
    next_job: "Synchronized[int]",
    step: Step = nothing,
    between: Callable[[], None] = nothing,
) -> dict[int, T]:
    """Do one job after the other that nobody took, until there is none; `between` is called before each."""
    done: dict[int, T] = {}
    told = 0
    while True:
        between()
        with next_job.get_lock():
            number = next_job.value
            next_job.value += 1
        while told < min(number, len(jobs)):
            step()
            told += 1
        if number >= len(jobs):
            return done
        done[number] = jobs[number]()


def _done(job: Job[T], step: Step) -> T:
    result = job()
    step()
    return result
