"""An errand: done by another hand meanwhile, or here if need be."""

import sys

import pytest

from goodnews.hands import Errand
from tests.apart import linux
from tests.hands.programs import run


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
def test_an_errand_whose_hand_was_killed_in_the_middle_of_its_answer_is_done_here() -> None:
    program = """
import multiprocessing
errand = Errand(lambda: [os.getpid(), "x" * 5_000_000], 2)
errand.is_done(30)
time.sleep(0.2)
for hand in multiprocessing.active_children():
    hand.kill()
print(json.dumps(errand.answer()[0] == os.getpid()))
"""
    assert run(program) is True


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
def test_an_answer_larger_than_a_pipe_comes_whole() -> None:
    assert run("print(json.dumps(len(Errand(lambda: 'x' * 5_000_000, 2).answer())))") == 5_000_000


@linux
def test_one_can_ask_whether_it_is_done() -> None:
    program = """
from multiprocessing import get_context
go = get_context("fork").Event()
errand = Errand(partial(go.wait, 30), 2)
early = errand.is_done(0.01)
go.set()
print(json.dumps([early, errand.is_done(30), errand.answer()]))
"""
    assert run(program) == [False, True, True]


def test_what_nobody_else_does_is_not_done_before_it_is_asked_for() -> None:
    done: list[int] = []
    errand = Errand(lambda: done.append(1), 1)
    assert not errand.is_done(0)
    assert not done
