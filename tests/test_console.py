"""Colour and progress only where somebody watches."""

import io

import pytest
from rich.console import Console

from goodnews.console import make_console, progress_bar


def test_a_file_gets_plain_words(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    make_console().print("[bold red]Stop[/] 3 stories")
    assert capsys.readouterr().out == "Stop 3 stories\n"


def test_no_color_is_honoured_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, no_color=None)
    console.print("[red]Stop[/]")
    assert "\x1b[31m" not in out.getvalue()


def test_progress_is_quiet_where_nobody_watches() -> None:
    out = io.StringIO()
    with progress_bar(Console(file=out), "Photos", 2) as step:
        step()
    assert out.getvalue() == ""


def test_progress_is_shown_on_a_terminal() -> None:
    out = io.StringIO()
    with progress_bar(Console(file=out, force_terminal=True, width=80), "Photos", 2) as step:
        step()
        step()
    assert "Photos" in out.getvalue()
    assert "2/2" in out.getvalue()


def test_nothing_to_do_shows_nothing() -> None:
    out = io.StringIO()
    with progress_bar(Console(file=out, force_terminal=True), "Photos", 0):
        pass
    assert out.getvalue() == ""
