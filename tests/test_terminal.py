"""The terminal: progress where somebody watches, questions, and words in the place of tracebacks."""

import io
import os
import pty
import re
import sys

import pytest
from invoke.exceptions import Exit
from rich.console import Console

from goodnews.problems import CommandError, ContentError, Problem, Severity, UsageError, as_text
from goodnews.terminal import (
    ask,
    friendly_errors,
    make_console,
    nobody_is_there,
    print_problems,
    progress_bar,
)


def test_a_file_gets_plain_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    make_console().print("[bold red]Stop[/] 3 stories")
    assert capsys.readouterr().out == "Stop 3 stories\n"


@pytest.mark.parametrize(
    ("is_terminal", "total", "words"), [(False, 2, ""), (True, 0, ""), (True, 2, "Photos"), (True, 2, "2/2")]
)
def test_progress_is_shown_on_a_terminal_while_there_is_something_to_do(
    is_terminal: bool, total: int, words: str
) -> None:
    out = io.StringIO()
    with progress_bar(Console(file=out, force_terminal=is_terminal, width=80), "Photos", total) as on_done:
        for _ in range(total):
            on_done()
    assert words in out.getvalue()
    assert bool(out.getvalue()) is bool(words)


@pytest.mark.parametrize(
    ("typed", "answer"), [("y\n", True), (" YES \n", True), ("n\n", False), ("\n", False), ("\x04", False)]
)
def test_only_a_plain_yes_is_a_yes(typed: str, answer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    person, terminal = pty.openpty()
    with os.fdopen(terminal, "r", encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        os.write(person, typed.encode())
        assert ask()("Publish it?") is answer
    os.close(person)


def test_where_nobody_sits_at_a_terminal_the_answer_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert ask()("Publish it?") is False
    assert nobody_is_there("Publish it?") is False


def test_whoever_said_yes_beforehand_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert ask(yes=True)("Publish it?") is True


PROBLEM = Problem("content/a.md", 4, Severity.ERROR, "story-fields", "“soon” is not a date.", "Write a date.")


@pytest.mark.parametrize(
    ("cause", "code", "said"),
    [
        (ContentError([PROBLEM]), 1, "“soon” is not a date."),
        (CommandError("There is no remote.", "Add one."), 1, "There is no remote.\nAdd one."),
        (UsageError("There is no “pdf”.", "Choose text."), 2, "There is no “pdf”.\nChoose text."),
        (KeyboardInterrupt(), 1, "Stopped."),
    ],
)
def test_what_a_user_can_cause_is_said_and_ends_with_its_code(
    cause: BaseException, code: int, said: str
) -> None:
    with pytest.raises(Exit) as ended, friendly_errors():
        raise cause
    assert ended.value.code == code
    assert said in str(ended.value.message)


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), friendly_errors():
        raise ZeroDivisionError


def test_problems_are_shown_in_colour_within_the_width_of_the_window() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=60, color_system="standard")
    long = PROBLEM._replace(
        message="“soon” is not a date that anybody could put into a calendar, whoever they are."
    )
    print_problems([long], console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[1mcontent/a.md" in shown
    assert "\x1b[31mline 4" in shown
    assert "\x1b[2m [story-fields]" in shown
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown).splitlines()
    assert all(len(line) <= 60 for line in plain)
    assert plain[2].startswith(" " * 8), "it goes on below its first word"


def test_problems_are_plain_text_where_there_is_no_terminal() -> None:
    console = Console(file=io.StringIO(), width=60)
    print_problems([PROBLEM], console)
    assert console.file.getvalue().rstrip("\n") == as_text([PROBLEM])  # type: ignore[attr-defined]
