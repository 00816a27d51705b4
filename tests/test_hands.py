"""Jobs shared among processes: every one done, in order, whatever happens to a hand."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from goodnews.hands import count_hands, share_out

ROOT = Path(__file__).resolve().parents[1]


def run(program: str) -> object:
    """Run a program in a process of its own, which has no threads yet, and read what it prints as JSON."""
    head = "import json, os, signal, threading\nfrom functools import partial\nfrom goodnews.hands import *\n"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", head + program],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process safely")


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


@pytest.mark.parametrize("hands", [1, 2])
def test_an_errand_gives_its_answer(hands: int) -> None:
    if hands > 1 and sys.platform != "linux":
        pytest.skip("only Linux copies a process safely")
    assert run(f"print(json.dumps(Errand(partial(pow, 3, 2), {hands}).answer()))") == 9


@linux
def test_an_errand_is_done_by_another_hand_meanwhile() -> None:
    program = """
from multiprocessing import get_context
barrier = get_context("fork").Barrier(2)
def job():
    barrier.wait(30)
    return os.getpid()
errand = Errand(job, 2)
barrier.wait(30)
print(json.dumps(errand.answer() != os.getpid()))
"""
    assert run(program) is True


@linux
def test_an_answer_larger_than_a_pipe_comes_whole() -> None:
    assert run("print(json.dumps(len(Errand(lambda: 'x' * 5_000_000, 2).answer())))") == 5_000_000


@linux
def test_what_an_errand_raises_is_raised_where_its_answer_is_asked_for() -> None:
    program = """
def job():
    raise LookupError("no tea")
errand = Errand(job, 2)
try:
    errand.answer()
except LookupError as error:
    print(json.dumps(str(error)))
"""
    assert run(program) == "no tea"


@linux
def test_an_errand_whose_hand_was_killed_is_done_here() -> None:
    program = """
us = os.getpid()
def job():
    if os.getpid() != us:
        os.kill(os.getpid(), signal.SIGKILL)
    return "tea"
print(json.dumps(Errand(job, 2).answer()))
"""
    assert run(program) == "tea"


@linux
def test_an_errand_that_nobody_wants_any_more_leaves_no_process() -> None:
    program = """
import multiprocessing, time
errand = Errand(partial(time.sleep, 600), 2)
errand.give_up()
errand.give_up()
print(json.dumps(len(multiprocessing.active_children())))
"""
    assert run(program) == 0


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
