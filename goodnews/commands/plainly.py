"""Ending a task in plain English: no traceback for what a user can cause."""

from collections.abc import Iterator
from contextlib import contextmanager

from invoke.exceptions import Exit

from goodnews.problems import CommandError, ContentError, as_text


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what went wrong in the block into words and an exit code.

    Raises:
        Exit: with code 1 for content or a world that needs attention.
    """
    try:
        yield
    except ContentError as error:
        raise Exit(as_text(error.problems), 1) from None
    except CommandError as error:
        raise Exit(f"{error.message}\n{error.hint}", 1) from None
    except KeyboardInterrupt:
        raise Exit("Stopped.", 1) from None
