"""Asking the person at the terminal."""

import sys
from collections.abc import Callable

Confirm = Callable[[str], bool]
"""Puts a question, and gives whether the answer was yes."""


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
