"""Calling a function on what a stranger built: in a process of its own, within bounds of time and memory."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

from goodnews.parallel import process_context

if sys.platform != "win32":
    import resource

R = TypeVar("R")


class OutOfBounds(Exception):
    """It took longer than it may, or its process came to an end: mostly for the memory that it took."""


def call_within(seconds: float, memory: int, function: Callable[..., R], *arguments: object) -> R:
    """Call a function, and give what it returns.

    Args:
        seconds: after which its process is killed, with all that it started.
        memory: bytes that each of these processes may take; on Linux alone the system holds them to it.
        function: at the top of a module; where processes can't be copied, it is pickled with its arguments.
        arguments: what it is called with.

    OutOfBounds when it went beyond them. Whatever the function raised is raised here.
    """
    context = process_context()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        answers, answer_to = context.Pipe(duplex=False)
        process = context.Process(  # type: ignore[attr-defined]  # each kind has it
            target=_answer, args=(answer_to, folder, memory, function, arguments)
        )
        process.start()
        answer_to.close()
        try:
            if not answers.poll(seconds):
                raise OutOfBounds
            is_result, answer = answers.recv()
        except EOFError:
            raise OutOfBounds from None
        finally:
            _kill(process.pid)
            process.kill()
            process.join()
            answers.close()
    if is_result:
        result: R = answer
        return result
    raise answer


def _answer(
    answer_to: Connection, folder: str, memory: int, function: Callable[..., R], arguments: tuple[object, ...]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that a person started
    tempfile.tempdir = folder  # what it leaves behind when it is killed goes, too
    if sys.platform != "win32":
        os.setsid()
        # Where the system's own limit is lower, that one holds.
        with suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    try:
        answer: tuple[bool, object] = (True, function(*arguments))
    except Exception as error:  # noqa: BLE001 - it is raised where it was called
        answer = (False, error)
    # What can't be sent is no answer, and a traceback would repeat a stranger's words.
    with suppress(Exception):
        answer_to.send(answer)


def _kill(process: int | None) -> None:
    """Kill a process with all that it started: they are one group."""
    if sys.platform != "win32" and process:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process, signal.SIGKILL)
