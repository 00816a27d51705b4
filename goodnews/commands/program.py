"""Invoke, with manners of our own.

A command that was typed wrongly ends with 2, so that a script can tell it from content that needs
attention (1), which is said in words and without a traceback. `--help` after a task is always a wish for
help, never the title of a story. And compiled modules are kept: Invoke throws them away, which makes each
start slower.
"""

import inspect
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import pairwise

from invoke.exceptions import Exit, ParseError
from invoke.program import Program

WRONG_USAGE = 2
LISTS = {"check": "--story", "look": "--story", "tidy": "--story", "take-in": "--mail"}
"""What the words behind these tasks are, each as often as one likes."""
_VALUED = frozenset(
    {*LISTS.values(), "-s", "-m", "--format", "-f", "--since", "-i", "--preview", "--pull-request", "-p"}
)


class TaskProgram(Program):
    """Invoke for this project."""

    def normalize_argv(self, argv: list[str] | None) -> None:
        """Take the command line; `new --help` becomes `--help new`, and `bench` becomes `bench list`."""
        super().normalize_argv(argv)
        program, *words = self.argv
        if "--help" in words[1:] and not words[0].startswith("-"):
            self.argv = [program, "--help", words[0]]
        elif words == ["bench"]:
            # Invoke has no word that may be left out.
            self.argv = [program, "bench", "list"]
        elif words and words[0] in LISTS:
            # Nor has it a list of words without an option.
            self.argv = [program, words[0], *_as_options(words[1:], LISTS[words[0]])]

    def print_task_help(self, name: str) -> None:
        """What a task is for and what it takes, as somebody meets it who has never heard of Invoke."""
        context = self.parser.contexts[name]
        words = [
            f"[{word} ...]" if name in LISTS else f"[{word}]" if argument.default is not None else word
            for argument in context.positional_args
            if (word := argument.name.upper())
        ]
        options = context.help_tuples()
        # What these programs print is what people read; a logger would add to it.
        print(" ".join(["./inv", name, *words, *(["[options]"] if options else [])]))  # noqa: T201
        print(f"\n{inspect.getdoc(self.collection[name])}\n")  # noqa: T201
        if options:
            self.print_columns(options)

    def parse_core(self, argv: list[str] | None) -> None:
        """Read what stands before the first task."""
        with self._wrong_usage():
            super().parse_core(argv)
        sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))

    def parse_tasks(self) -> None:
        """Read the tasks and their options."""
        with self._wrong_usage():
            super().parse_tasks()

    def parse_cleanup(self) -> None:
        """Answer what asks for help or for a list, in place of a task."""
        with self._wrong_usage():
            super().parse_cleanup()

    def execute(self) -> None:
        """Run the tasks; what goes wrong for a reason is said in words, and ends with 1."""
        # They bring the library that draws terminals, which a list of the tasks never needs.
        from goodnews.files import DISK_REFUSES, disk_error
        from goodnews.terminal import friendly_errors

        with friendly_errors():
            try:
                super().execute()
            except OSError as error:
                if error.errno not in DISK_REFUSES:
                    raise
                raise disk_error("Not all of it was done", error) from None

    @contextmanager
    def _wrong_usage(self) -> Iterator[None]:
        try:
            yield
        except ParseError as error:
            tasks = sorted(self.collection.task_names) if hasattr(self, "collection") else []
            raise Exit(explain(str(error), tasks), WRONG_USAGE) from None


def _as_options(words: list[str], option: str) -> Iterator[str]:
    """Words that stand alone as values of one option; what stands behind an option is its own.

    >>> list(_as_options(["2026/a", "--pull-request", "7"], "--story"))
    ['--story', '2026/a', '--pull-request', '7']
    """
    for before, word in pairwise(["", *words]):
        if not word.startswith("-") and before not in _VALUED:
            yield option
        yield word


def explain(complaint: str, tasks: list[str]) -> str:
    """Invoke's complaint in words that help.

    >>> explain("No idea what 'chek' is!", ["build", "check"])
    'There is no task “chek”. Did you mean check? ./inv lists them all.'
    """
    if unknown := re.fullmatch(r"No idea what '(.+)' is!", complaint, re.DOTALL):
        word = unknown[1]
        if word.startswith("-"):
            return (
                f"There is no option “{word}” here. Put the task first; ./inv TASK --help lists its options."
            )
        if "/" in word:
            return f"“{word}” is no task, and the task before it takes no story. ./inv TASK --help says more."
        close = get_close_matches(word, tasks, n=1)
        hint = f"Did you mean {close[0]}? " if close else ""
        return f"There is no task “{word}”. {hint}./inv lists them all."
    if missing := re.fullmatch(r"'(.+)' did not receive required positional arguments: (.+)", complaint):
        task, needs = missing[1], missing[2].replace("'", "").replace(", ", " and ")
        return f"./inv {task} needs its {needs}. ./inv {task} --help says more."
    return f"{complaint} ./inv TASK --help says more."
