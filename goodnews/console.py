"""Where words for people go: colour only on terminals, progress only where somebody watches."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

BETWEEN = 0.1
"""Seconds between two pictures of a progress bar."""


def make_console(*, stderr: bool = False) -> Console:
    """A console that honours `NO_COLOR` and stays plain when it is not a terminal."""
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


@contextmanager
def progress_bar(console: Console, label: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar while the block runs; call what it gives once for each step done.

    Nothing at all is shown when the console is not a terminal, or there is nothing to do.
    """
    if not console.is_terminal or total == 0:
        yield lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Rich would draw it from a thread of its own; a process that has one can't be copied to share its work.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        task = progress.add_task(label, total=total)
        progress.refresh()
        shown = time.monotonic()

        def step() -> None:
            nonlocal shown
            progress.advance(task)
            if time.monotonic() - shown > BETWEEN:
                progress.refresh()
                shown = time.monotonic()

        yield step
