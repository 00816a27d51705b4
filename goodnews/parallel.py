"""Doing many things at once: in several processes where there is enough to do, here otherwise."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_MOST_WORKERS = 61
"""Windows waits for no more processes at once, and `ProcessPoolExecutor` refuses them."""


def worker_count() -> int:
    """How many processes may work at once: as many as there are processors for us."""
    allowed = getattr(os, "sched_getaffinity", None)
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, _MOST_WORKERS)


def can_fork() -> bool:
    """Whether this process may be copied as it is.

    One with threads may not: a copy of a lock that another thread holds is never let go of. macOS and
    Windows can't do it safely at all.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def in_batches(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """Cut items into batches of so many at most.

    >>> in_batches("teacakes", 3)
    ['tea', 'cak', 'es']
    """
    return [items[start : start + most] for start in range(0, len(items), most)]


def parallel_map(
    function: Callable[[T], R],
    items: Sequence[T],
    chunk: int,
    on_done: Callable[[], None] = lambda: None,
    workers: int | None = None,
) -> Iterator[R]:
    """Call a function with every item, and give its results in order, each when it is there.

    Args:
        function: at the top of a module, or a partial of one: where processes can't be copied, it is
            pickled, and so are the items. Results always are.
        items: what it is called with.
        chunk: how many items a process takes at a time, at most. No more than these are done here.
        on_done: called after each item, for a progress bar.
        workers: processes; as many as there are processors for us when left out.

    Raises:
        Exception: whatever the function raised.
    """
    workers = min(workers or worker_count(), -(-len(items) // chunk))
    if workers < 2 or multiprocessing.parent_process():
        for item in items:
            yield function(item)
            on_done()
        return
    pool = ProcessPoolExecutor(workers, process_context(), initializer=_begin, initargs=(function, items))
    fair, done = min(chunk, -(-len(items) // workers)), 0
    try:
        for result in pool.map(_call_with, range(len(items)), chunksize=fair):
            done += 1
            yield result
            on_done()
    except BrokenProcessPool:
        # The system killed a worker, mostly for its memory. What is left is done here, one by one.
        yield from parallel_map(function, items[done:], chunk, on_done, workers=1)
    finally:
        pool.shutdown(cancel_futures=True)


def process_context() -> BaseContext:
    """A copied process has all that this one knows, at no cost; any other is told by pickling."""
    if can_fork():
        return multiprocessing.get_context("fork")
    safe = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    return multiprocessing.get_context(safe)


class _Task:
    """What a worker was made for."""

    function: Callable[[Any], Any]
    items: Sequence[Any]


def _begin(function: Callable[[Any], Any], items: Sequence[Any]) -> None:
    # Ctrl-C reaches all processes of a terminal. It is for the one that a person started to end the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Task.function, _Task.items = function, items


def _call_with(index: int) -> Any:
    return _Task.function(_Task.items[index])
