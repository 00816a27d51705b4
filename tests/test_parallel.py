"""Many things at once: every one done, in order, whatever happens to a worker."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from goodnews.parallel import can_fork, parallel_map, worker_count
from tests.apart import linux

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = """
import json, os, signal, sys, threading, time
from multiprocessing import get_context
from goodnews.parallel import parallel_map

def square(number):
    return number ** 2

def fail(number):
    raise ValueError("no ink")

def die_elsewhere(number, here=os.getpid()):
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return number

def who(_):
    time.sleep(0.2)
    return os.getpid()

if __name__ == "__main__":
    result = None
    {body}
    print(json.dumps(result))
"""


def run(tmp_path: Path, body: str) -> object:
    """Run a program in a process of its own, which may be copied; it leaves its `result`."""
    file = tmp_path / "program.py"
    file.write_text(PROGRAM.replace("{body}", body.replace("\n", "\n    ")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(file)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_items_and_each_is_a_step(tmp_path: Path, workers: int) -> None:
    body = f"""steps = []
squares = list(parallel_map(square, range(50), 3, lambda: steps.append(1), workers={workers}))
result = [squares, len(steps)]"""
    assert run(tmp_path, body) == [[number**2 for number in range(50)], 50]


def test_where_a_process_has_threads_workers_are_made_anew(tmp_path: Path) -> None:
    body = """stop = threading.Event()
threading.Thread(target=stop.wait).start()
squares = list(parallel_map(square, range(6), 2, workers=2))
result = [squares, os.getpid() in parallel_map(who, range(4), 1, workers=2)]
stop.set()"""
    assert run(tmp_path, body) == [[0, 1, 4, 9, 16, 25], False]


def test_a_process_with_threads_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not can_fork()
    finally:
        stop.set()
        thread.join()


def test_little_work_is_done_here() -> None:
    assert list(parallel_map(lambda _: os.getpid(), range(5), 10, workers=4)) == [os.getpid()] * 5
    assert not list(parallel_map(str, [], 10))


@linux
def test_the_work_is_really_shared(tmp_path: Path) -> None:
    assert run(tmp_path, "result = len(set(parallel_map(who, range(4), 1, workers=2)))") == 2


@linux
def test_a_few_more_than_one_process_takes_are_shared_evenly(tmp_path: Path) -> None:
    done_by = run(tmp_path, "result = list(parallel_map(who, range(6), 5, workers=2))")
    assert isinstance(done_by, list)
    assert [done_by.count(process) for process in set(done_by)] == [3, 3]


def test_what_the_function_raises_is_raised_here(tmp_path: Path) -> None:
    body = """try:
    list(parallel_map(fail, range(9), 2, workers=2))
except ValueError as error:
    result = str(error)"""
    assert run(tmp_path, body) == "no ink"


@linux
def test_what_a_killed_worker_left_is_done_here(tmp_path: Path) -> None:
    body = "result = list(parallel_map(die_elsewhere, range(9), 2, workers=2))"
    assert run(tmp_path, body) == list(range(9))


def test_there_are_as_many_workers_as_processors_for_us() -> None:
    assert 1 <= worker_count() <= (os.cpu_count() or 1)


def test_there_are_no_more_processes_than_windows_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 128)
    assert worker_count() == 61
