"""A function in a process of its own: what it gives, what it raises, and what it may take."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodnews.bounded import OutOfBounds, call_within
from goodnews.problems import CommandError
from tests.apart import linux

ENOUGH = 1 << 30


def fail() -> None:
    raise CommandError("The disk is full.", "Make room.")


def eat() -> int:
    return len(bytearray(2 * ENOUGH))


def die() -> None:
    """What the system does to a process that takes all memory there is."""
    os.kill(os.getpid(), signal.SIGKILL)


def give_what_can_t_be_sent() -> object:
    return lambda: "a stranger's words"


def wait_with_another(note: Path) -> None:
    """Start another program, write down which, leave a file, and take for ever."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(tempfile.mkstemp()[1]).write_text("a photo", encoding="utf-8")
    note.write_text(f"{other.pid} {tempfile.gettempdir()}", encoding="utf-8")
    time.sleep(600)


@pytest.fixture
def not_copied() -> Iterator[None]:
    """A process with threads can't be copied: another is begun, and told by pickling."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    yield
    end.set()
    thread.join()


def test_it_gives_what_the_function_gives_and_raises_what_it_raises() -> None:
    assert call_within(60, ENOUGH, divmod, 17, 5) == (3, 2)
    with pytest.raises(CommandError, match=r"The disk is full\. Make room\.") as caught:
        call_within(60, ENOUGH, fail)
    assert caught.value.hint == "Make room."


@pytest.mark.usefixtures("not_copied")
def test_so_does_one_that_was_told_by_pickling() -> None:
    test_it_gives_what_the_function_gives_and_raises_what_it_raises()


@linux
def test_no_more_memory_is_given_than_it_may_take() -> None:
    with pytest.raises(MemoryError):
        call_within(60, ENOUGH, eat)


@pytest.mark.parametrize("function", [die, give_what_can_t_be_sent])
def test_a_process_that_came_to_an_end_gave_nothing(
    function: object, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(OutOfBounds):
        call_within(60, ENOUGH, function)  # type: ignore[arg-type]
    assert "stranger" not in "".join(capfd.readouterr())


@linux
def test_what_takes_too_long_is_killed_with_all_that_it_started_and_leaves_nothing(tmp_path: Path) -> None:
    note = tmp_path / "note"
    with pytest.raises(OutOfBounds):
        call_within(5, ENOUGH, wait_with_another, note)
    other, folder = note.read_text(encoding="utf-8").split()
    assert not Path(folder).exists()
    for _ in range(100):
        state = Path(f"/proc/{other}/stat")
        if not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("what it started is still running")
