"""No garbage is looked for during a build or a check, and all of it again afterwards."""

import gc
import subprocess
import sys

import pytest

from goodnews.jobs.collecting import keeping_everything


def test_it_is_put_off_for_a_while_only() -> None:
    assert gc.isenabled()
    with keeping_everything():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_does_not_leave_it_off() -> None:
    with pytest.raises(ValueError, match="ink"), keeping_everything():
        raise ValueError("no ink")
    assert gc.isenabled()


def test_what_was_off_before_stays_off() -> None:
    gc.disable()
    try:
        with keeping_everything():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_end_of_the_process_looks_for_none_either() -> None:
    program = """
import atexit, gc
from goodnews.jobs.collecting import keeping_everything
atexit.register(lambda: print(gc.get_freeze_count() > 0))
for _ in range(2):
    with keeping_everything():
        pass
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")
