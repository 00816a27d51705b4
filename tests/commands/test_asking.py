"""Asking the person at the terminal, and knowing when there is none."""

import io
import os
import pty
import sys

import pytest

from goodnews.commands.asking import ask, nobody_is_there


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
