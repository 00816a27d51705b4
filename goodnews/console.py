"""Where words for people go: colour only on terminals, progress only where somebody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


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
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda: progress.advance(task)
