"""Timing whole processes."""

import sys
from pathlib import Path

import pytest

from benchmarks.timing import Cost, ratio, run_process, seconds, take_turns
from goodnews.problems import CommandError

EATER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; a = bytearray(60_000_000); time.sleep(0.6)"])
a = bytearray(60_000_000)
child.wait()
"""


def test_the_memory_of_a_process_and_its_children_is_counted_together(tmp_path: Path) -> None:
    peak = run_process([sys.executable, "-c", EATER], tmp_path, {}, watched=True).mebibytes
    assert peak > 114 if Path("/proc/self/smaps_rollup").exists() else peak == 0


def test_a_process_that_fails_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run_process([sys.executable, "-c", "raise SystemExit('no tea left')"], tmp_path, {})
    assert "ended with 1" in caught.value.message
    assert "no tea left" in caught.value.hint


def test_a_program_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be started"):
        run_process([str(tmp_path / "missing")], tmp_path, {})


def test_all_take_turns() -> None:
    order: list[str] = []

    def work(name: str) -> Cost:
        order.append(name)
        return Cost(1.0)

    said: list[str] = []
    costs = take_turns({"a": lambda: work("a"), "b": lambda: work("b")}, 3, said.append)
    assert "".join(order) == "ababab"
    assert [len(cost) for cost in costs.values()] == [3, 3]
    assert said[-1] == "b, run 3 of 3: 1.00 s"


def test_a_ratio_is_of_runs_side_by_side_so_a_noisy_minute_does_not_count() -> None:
    ours = [Cost(1.0), Cost(20.0), Cost(1.0)]
    theirs = [Cost(2.0), Cost(40.0), Cost(2.0)]
    assert ratio(ours, theirs) == 0.5
    assert seconds(ours) == 1.0
