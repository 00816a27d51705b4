"""Memory: many small photos side by side, huge ones one by one."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from goodnews.photos.memory_limit import MemoryLimit, worker_count


def most_at_once(costs: list[int], most: int) -> int:
    """Run work of these costs on eight threads, and say how much cost was ever under way at once."""
    budget, lock = MemoryLimit(most), threading.Lock()
    running, peak = 0, 0
    gate = threading.Barrier(8)

    def work(cost: int) -> None:
        nonlocal running, peak
        gate.wait(10)
        with budget.share(cost):
            with lock:
                running += min(cost, most)
                peak = max(peak, running)
            with lock:
                running -= min(cost, most)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, costs))
    return peak


def test_what_runs_at_once_never_costs_more_than_the_budget() -> None:
    for _ in range(20):
        assert most_at_once([30, 30, 30, 30, 50, 50, 70, 70], 100) <= 100


def test_work_that_never_fits_runs_alone() -> None:
    assert most_at_once([1000] * 8, 100) == 100


def test_an_error_gives_its_share_back() -> None:
    budget = MemoryLimit(10)
    for _ in range(3):
        with pytest.raises(RuntimeError), budget.share(10):
            raise RuntimeError("a broken photo")


def test_small_work_runs_side_by_side() -> None:
    budget, both = MemoryLimit(100), threading.Barrier(2)

    def work() -> int:
        with budget.share(40):
            return both.wait(10)

    with ThreadPoolExecutor(2) as pool:
        assert {each.result() for each in [pool.submit(work), pool.submit(work)]} == {0, 1}


@pytest.mark.parametrize(("allowed", "workers"), [(1, 1), (2, 2), (4, 4), (64, 4)])
def test_there_is_a_worker_a_core_up_to_four(
    allowed: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(allowed)))
    assert worker_count() == workers
