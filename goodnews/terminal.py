"""The terminal: words for people, progress while they wait, questions, and errors without a traceback."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from invoke.exceptions import Exit
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from goodnews.problems import (
    CommandError,
    ContentError,
    Problem,
    Severity,
    as_text,
    by_file,
    printable,
    summary,
)

Progress = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Given a label and a total, a context whose value is called once for each step."""
Say = Callable[[str], None]
"""Tells a person one line."""
Confirm = Callable[[str], bool]
"""Puts a question, and gives whether the answer was yes."""
WIDE = 1000
"""Characters in a line of a table that goes into a file or a pipe."""
REFRESH = 0.1
"""Seconds between two pictures of a progress bar."""


def make_console(*, stderr: bool = False) -> Console:
    """A console that honours `NO_COLOR`; without a terminal it stays plain, and no line is too long."""
    console = Console(stderr=stderr, highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = WIDE
    return console


def plural(number: int, noun: str) -> str:
    """A number with its noun.

    >>> plural(1, "story"), plural(1200, "story")
    ('1 story', '1,200 stories')
    """
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"


@contextmanager
def in_silence(_label: str, _total: int) -> Iterator[Callable[[], None]]:
    """Show no progress."""
    yield lambda: None


@contextmanager
def progress_bar(console: Console, label: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar while the block runs; call what it gives once for each step done.

    Nothing at all is shown when the console is not a terminal, or there is nothing to do.
    """
    hidden = not console.is_terminal or total == 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Rich would draw it from a thread of its own; a process that has one can't be copied to share its work.
    with Bar(*columns, console=console, transient=True, auto_refresh=False, disable=hidden) as bar:
        task = bar.add_task(label, total=total)
        bar.refresh()
        shown = time.monotonic()

        def on_done() -> None:
            nonlocal shown
            bar.advance(task)
            if time.monotonic() - shown > REFRESH:
                bar.refresh()
                shown = time.monotonic()

        yield on_done


def show_progress() -> Progress:
    """A way of showing progress on this terminal."""
    console = make_console(stderr=True)
    return lambda label, total: progress_bar(console, label, total)


def nobody_is_there(_question: str) -> bool:
    """Nobody to ask is a no."""
    return False


def ask(*, yes: bool = False) -> Confirm:
    """A way of asking: `yes` answers everything; where nobody sits at a terminal the answer is no."""

    def confirm(question: str) -> bool:
        if yes:
            return True
        if not sys.stdin.isatty():
            return False
        try:
            return input(f"{question} [y/N] ").strip().casefold() in {"y", "yes"}
        except EOFError:  # Ctrl-D
            return False

    return confirm


COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def print_problems(problems: Sequence[Problem], console: Console) -> None:
    """Print problems for a person: files in bold, lines in the colour of how much they matter, rules dim.

    What is too long for the window goes on below its own first word. Without a terminal it is `as_text`.
    """
    if not console.is_terminal:
        console.print(as_text(problems), markup=False)
        return
    for file, mine in by_file(problems).items():
        console.print(Text(file, "bold"))
        table = Table.grid(padding=(0, 1, 0, 2))
        for problem in mine:
            line = Text(f"line {problem.line}", COLOURS[problem.severity], no_wrap=True)
            words = Text.assemble(problem.message, "\n", problem.hint, (f" [{problem.code}]", "dim"))
            table.add_row(line, words)
        console.print(table, "", soft_wrap=False)
    console.print(Text(summary(problems), "bold"))


@contextmanager
def friendly_errors() -> Iterator[None]:
    """Turn what went wrong in the block into words and an exit code."""
    try:
        yield
    except ContentError as error:
        raise Exit(as_text(error.problems), 1) from None
    except CommandError as error:
        raise Exit(printable(f"{error.message}\n{error.hint}"), error.exit_code) from None
    except KeyboardInterrupt:
        raise Exit("Stopped.", 1) from None
