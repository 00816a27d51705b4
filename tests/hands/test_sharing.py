"""Jobs shared among processes: every one done, in order, whatever happens to a hand."""

import os
import sys
import threading

import pytest

from goodnews.hands import count_hands, share_out
from tests.apart import linux
from tests.hands.programs import run


@pytest.mark.parametrize("hands", [1, 2, 5])
def test_every_job_is_done_and_answers_come_in_order(hands: int) -> None:
    if hands > 1 and sys.platform != "linux":
        pytest.skip("only Linux copies a process safely")
    program = f"print(json.dumps(share_out([partial(pow, n, 2) for n in range(50)], {hands})))"
    assert run(program) == [number**2 for number in range(50)]


def test_without_jobs_there_is_nothing_to_do() -> None:
    assert share_out([], 4) == []


@linux
def test_the_work_is_really_shared() -> None:
    # Each of two jobs waits for the other: one process alone would never get past the first.
    program = """
from multiprocessing import get_context
barrier = get_context("fork").Barrier(2)
def job():
    barrier.wait(30)
    return os.getpid()
print(json.dumps(len(set(share_out([job, job], 2)))))
"""
    assert run(program) == 2


@linux
def test_what_a_job_raises_is_raised_where_the_work_was_asked_for() -> None:
    program = """
from multiprocessing import get_context
barrier = get_context("fork").Barrier(2)
here = os.getpid()
def job():
    barrier.wait(30)
    if os.getpid() != here:
        raise ValueError("no ink")
try:
    share_out([job, job], 2)
except ValueError as error:
    print(json.dumps(str(error)))
"""
    assert run(program) == "no ink"


@linux
def test_the_jobs_of_a_hand_that_was_killed_are_done_again_here() -> None:
    program = """
import time
here = os.getpid()
def job(number):
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.3)
    return number
print(json.dumps(share_out([partial(job, n) for n in range(4)], 2)))
"""
    assert run(program) == [0, 1, 2, 3]


def test_each_job_that_is_done_is_told() -> None:
    program = """
told = []
share_out([partial(pow, n, 2) for n in range(50)], 2, lambda: told.append(1))
print(json.dumps(len(told)))
"""
    assert run(program.replace("50)], 2", "50)], 1")) == 50
    if sys.platform == "linux":
        assert run(program) == 50


def test_a_process_with_threads_is_never_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert count_hands() == 1
    finally:
        stop.set()
        thread.join()


@linux
def test_without_threads_there_is_a_hand_a_processor() -> None:
    assert run("print(json.dumps(count_hands()))") == len(os.sched_getaffinity(0))


@linux
def test_this_process_does_something_else_while_others_begin() -> None:
    # It waits for another hand to begin, which never happens if the work waits for it.
    program = """
from multiprocessing import get_context
begun = get_context("fork").Event()
waited = []
share_out([begun.set, begun.set], 2, meanwhile=lambda: waited.append(begun.wait(30)))
print(json.dumps(waited))
"""
    assert run(program) == [True]


def test_alone_it_does_that_first() -> None:
    done: list[str] = []
    share_out([lambda: done.append("job")], 1, meanwhile=lambda: done.append("meanwhile"))
    assert done == ["meanwhile", "job"]


@linux
def test_what_goes_wrong_meanwhile_stops_the_others() -> None:
    program = """
import time
def job():
    time.sleep(0.05)
def meanwhile():
    raise ValueError("no")
started = time.monotonic()
try:
    share_out([job] * 1000, 2, meanwhile=meanwhile)
except ValueError as error:
    print(json.dumps([str(error), time.monotonic() - started < 10]))
"""
    assert run(program) == ["no", True]


@linux
def test_a_hand_has_no_hands_of_its_own() -> None:
    assert run("print(json.dumps([count_hands() > 0, Errand(count_hands, 2).answer()]))") == [True, 1]


@linux
def test_a_hand_that_is_out_on_an_errand_joins_afterwards() -> None:
    # Until the errand is done only this process works. Then each of two jobs waits for the other.
    program = """
from multiprocessing import get_context
go, barrier, early = get_context("fork").Event(), get_context("fork").Barrier(2), []
def first():
    early.append(os.getpid())
    go.set()
def together():
    barrier.wait(30)
    return os.getpid()
errand = Errand(partial(go.wait, 30), 2)
first_two = [first, partial(time.sleep, 0.2)]
pids = share_out([*first_two, together, together], 2, busy=[errand])[2:]
print(json.dumps([errand.answer(), early == [os.getpid()], len(set(pids))]))
"""
    assert run(program) == [True, True, 2]


@linux
def test_it_joins_even_if_nobody_took_its_answer_or_it_was_killed() -> None:
    program = """
from multiprocessing import get_context
barrier = get_context("fork").Barrier(2)
us = os.getpid()
def job():
    barrier.wait(30)
def die():
    if os.getpid() != us:
        os.kill(os.getpid(), signal.SIGKILL)
    return "x" * 5_000_000
for errand in (Errand(lambda: "x" * 5_000_000, 2), Errand(die, 2)):
    errand.is_done(30)
    share_out([job, job], 2, busy=[errand])
    assert len(errand.answer()) == 5_000_000
print("1")
"""
    assert run(program) == 1
