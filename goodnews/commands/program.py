"""Invoke, with manners of our own.

A command that was typed wrongly ends with 2, so that a script can tell it from content that needs
attention (1), which is said in words and without a traceback. Words behind a task need no option, even where
they may be left out or be many. `--help` after a task is always a wish for help, never the title of a story.
And compiled modules are kept: Invoke throws them away, which makes each start slower.
"""

import inspect
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches

from invoke.exceptions import Exit, ParseError
from invoke.parser.argument import Argument
from invoke.parser.context import ParserContext
from invoke.parser.parser import Parser
from invoke.program import Program

WRONG_USAGE = 2


class TaskProgram(Program):
    """Invoke for this project."""

    def normalize_argv(self, argv: list[str] | None) -> None:
        """Take the command line; `new --help` becomes `--help new`."""
        super().normalize_argv(argv)
        program, *words = self.argv
        if "--help" in words[1:] and not words[0].startswith("-"):
            self.argv = [program, "--help", words[0]]

    def print_task_help(self, name: str) -> None:
        """What a task is for and what it takes, as somebody meets it who has never heard of Invoke."""
        context = self.parser.contexts[name]
        needs = [
            f"[{word} ...]" if argument.kind is list else word if argument.default is None else f"[{word}]"
            for argument in context.positional_args
            if (word := argument.name.upper())
        ]
        # Invoke shows what may be said again as if nothing stood behind it.
        lists = {f"--{argument.name}" for argument in context.args.values() if argument.kind is list}
        options = [
            (f"{names}=STRING" if names.split()[-1] in lists else names, words)
            for names, words in context.help_tuples()
        ]
        # What these programs print is what people read; a logger would add to it.
        print(" ".join(["./inv", name, *needs, *(["[options]"] if options else [])]))  # noqa: T201
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

    def _make_parser(self) -> Parser:
        # Here, since tasks say only once which options they have.
        parser = super()._make_parser()
        self.core.unparsed[:] = as_options(self.core.unparsed, parser.contexts)
        return parser

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
        except (ParseError, ValueError) as error:  # the latter of what is no number
            context = getattr(error, "context", None) or ParserContext()
            tasks = sorted(self.collection.task_names) if hasattr(self, "collection") else []
            raise Exit(explain(str(error), context, tasks), WRONG_USAGE) from None


def as_options(words: Iterable[str], tasks: Mapping[str, ParserContext]) -> Iterator[str]:
    """Name the option that each word is for: to Invoke, words are neither left out nor many."""
    context, to_come, is_value = ParserContext(), list[Argument](), False
    for word in words:
        name, has_value, _ = word.partition("=")
        option = context.flags[name] if name in context.flags else None  # noqa: SIM401 - get() knows no alias
        if is_value:
            is_value = False
        elif option or word.startswith("-"):
            to_come = [argument for argument in to_come if argument is not option or option.kind is list]
            is_value = bool(option and option.takes_value and not has_value)
        elif to_come:
            yield f"--{to_come[0].name}"
            to_come = to_come if to_come[0].kind is list else to_come[1:]
        elif word in tasks:
            context = tasks[word]
            to_come = context.positional_args
        yield word


def explain(complaint: str, context: ParserContext, tasks: Collection[str]) -> str:
    """Invoke's complaint in words that help; the context is the task's that was read, or of none.

    >>> explain("No idea what 'chek' is!", ParserContext(), ["build", "check"])
    'There is no task “chek”. Did you mean check? ./inv lists them all.'
    >>> explain("Flag <Argument: only (o)> needed value and was not given one!", ParserContext("publish"), [])
    '--only needs something after it. ./inv publish --help says more.'
    """
    task = f"./inv {context.name or 'TASK'}"
    if unknown := re.fullmatch(r"No idea what (['\"])(.*)\1 is!", complaint, re.DOTALL):
        return _explain_unknown(unknown[2], context, tasks)
    if missing := re.fullmatch(r"'.+' did not receive required positional arguments: (.+)", complaint):
        needs = missing[1].replace("'", "").replace(", ", " and ")
        complaint = f"{task} needs its {needs}."
    elif option := re.match(r"Flag <Argument: (\w+).*> needed value", complaint):
        complaint = f"--{option[1].replace('_', '-')} needs something after it."
    elif number := re.fullmatch(r"invalid literal for int\(\) with base 10: '(.*)'", complaint):
        complaint = f"“{number[1]}” is not a whole number."
    return f"{complaint} {task} --help says more."


def _explain_unknown(word: str, context: ParserContext, tasks: Collection[str]) -> str:
    is_option, task = word.startswith("-"), f"./inv {context.name}"
    close = get_close_matches(word, context.flags if is_option else tasks, n=1)
    hint = f"Did you mean {close[0]}? " if close else ""
    if not context.name and is_option:
        return f"There is no option “{word}” here. Put the task first; ./inv TASK --help lists its options."
    if is_option:
        return f"{task} has no option “{word}”. {hint}{task} --help says more."
    if context.name and (context.positional_args or not close):
        quotes = "Put words that belong together in quotes. " if context.positional_args else ""
        return f"{task} takes no “{word}”. {quotes}{task} --help says more."
    return f"There is no task “{word}”. {hint}./inv lists them all."
