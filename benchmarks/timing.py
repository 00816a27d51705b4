"""Timing whole processes, turn and turn about: what a person waits for, and what it takes in memory."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Self

from goodnews.problems import CommandError

CPU = "CPU s"
"""A column of tables: seconds of all processors together, which other work on a machine changes least."""
LOOK_EVERY = 0.05
"""Seconds between two looks at a process's memory. One takes up to 10 ms, so what is watched is not timed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took.

    Attributes:
        seconds: by the clock, from the start of the process to its end.
        processor: seconds of work that it and all its children gave the processors; 0 on Windows.
        mebibytes: the most that it and all its children held at one moment; 0 if nobody watched.
        written: files whose bytes, time or place changed, where somebody counted them.
    """

    seconds: float
    processor: float = 0.0
    mebibytes: float = 0.0
    written: int = 0


def run_process(
    command: Sequence[str], folder: Path, more: Mapping[str, str], *, watched: bool = False
) -> Cost:
    """Run a command in a folder to its end, with these variables on top of ours.

    If `watched`, its memory is looked at all the time, which makes it slower.

    Raises:
        CommandError: it is not there, or ends with anything but 0.
    """
    with tempfile.TemporaryFile() as stderr:
        started, before = time.perf_counter(), os.times()
        try:
            process = subprocess.Popen(
                command, cwd=folder, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stderr=stderr
            )
        except OSError as error:
            raise CommandError(
                f"{command[0]} can't be started: {error.strerror}.", "Is it installed?"
            ) from error
        with _Watcher(process.pid) if watched else nullcontext() as watcher:
            code = process.wait()
            seconds, after = time.perf_counter() - started, os.times()
        if code:
            stderr.seek(0)
            words = stderr.read().decode(errors="replace").strip()[-1000:]
            raise CommandError(f"{Path(command[0]).name} ended with {code}.", words)
    processor = sum(after[2:4]) - sum(before[2:4])  # of children that have ended
    return Cost(seconds, processor, watcher.peak / 2**20 if watcher else 0.0)


def take_turns(
    work: Mapping[str, Callable[[], Cost]], runs: int, echo: Callable[[str], None]
) -> dict[str, list[Cost]]:
    """Let each do its work `runs` times, A B A B, so that a noisy minute is everybody's."""
    costs: dict[str, list[Cost]] = {name: [] for name in work}
    for number in range(1, runs + 1):
        for name, once in work.items():
            costs[name].append(once())
            echo(f"{name}, run {number} of {runs}: {costs[name][-1].seconds:.2f} s")
    return costs


def seconds(costs: Sequence[Cost]) -> float:
    """The median of the seconds."""
    return median(cost.seconds for cost in costs)


def processor(costs: Sequence[Cost]) -> float:
    """The median of the processor's seconds."""
    return median(cost.processor for cost in costs)


def ratio(costs: Sequence[Cost], others: Sequence[Cost]) -> float:
    """The median of the ratios, each of two runs that stood side by side."""
    return median(one.seconds / other.seconds for one, other in zip(costs, others, strict=True))


def ratios(costs: Sequence[Cost], others: Sequence[Cost]) -> str:
    """The ratio by the clock and that by processor time; nothing if the others were not measured.

    >>> ratios([Cost(1.0, 3.0)], [Cost(2.0, 2.0)])
    '0.50 / 1.50'
    """
    pairs = list(zip(costs, others, strict=False))
    if not pairs:
        return ""
    work = median(one.processor / (other.processor or 1.0) for one, other in pairs)
    return f"{ratio(*zip(*pairs, strict=True)):.2f} / {work:.2f}"


def memory_of(pid: int) -> int:
    """Bytes of memory that a process and all below it hold now; 0 where `/proc` doesn't say.

    Pages that they share are counted once: each is told as its part of them (Linux's `Pss`).
    """
    total = 0
    waiting = [pid]
    while waiting:
        here = Path("/proc") / str(waiting.pop())
        try:
            rollup = (here / "smaps_rollup").read_text()
            total += int(rollup.partition("\nPss:")[2].split()[0]) * 1024
            for thread in (here / "task").iterdir():
                waiting.extend(map(int, (thread / "children").read_text().split()))
        except (OSError, ValueError, IndexError):
            continue  # it has just ended, or this is not Linux
    return total


class _Watcher:
    """Looks at a process's memory from a thread until the block ends."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.peak = max(self.peak, memory_of(self._pid))
