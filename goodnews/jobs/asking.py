"""Asking the person at the terminal."""

import sys
from collections.abc import Callable


def ask(*, yes: bool = False) -> Callable[[str], bool]:
    """A way of asking: `yes` answers everything; where nobody sits at a terminal the answer is no."""

    def confirm(question: str) -> bool:
        if yes:
            return True
        if not sys.stdin.isatty():
            return False
        return input(f"{question} [y/N] ").strip().casefold() in {"y", "yes"}

    return confirm
