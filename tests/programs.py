"""Programs and files that tests need and that may not be here: what to do then, and how it is said."""

import os
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest

from goodnews.commands.test import PROGRAMS, find_program

MODULES = Path(__file__).parent / "browser" / "node_modules"
LEFT_OUT = "not here: "
UNIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="Windows has no such scripts, modes or names")


def needs(name: str) -> str:
    """The path of a program that a test drives; without it the test is left out."""
    return find_program(name) or leave_out(name, f"on Debian and Ubuntu: apt-get install {PROGRAMS[name]}")


def needs_module(file: str, what: str) -> Path:
    """A file that npm brings for the browser tests; without it the test is left out."""
    path = MODULES / file
    return path if path.exists() else leave_out(what, "with Node.js: npm ci --prefix tests/browser")


def leave_out(what: str, how: str) -> NoReturn:
    """Leave a test out, or fail it where nothing may be left out."""
    reason = f"{LEFT_OUT}{what} ({how})"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def left_out(skipped: list[pytest.TestReport]) -> list[str]:
    """A line for each thing that was missing, with how many tests were left out for it."""
    reasons: Counter[str] = Counter()
    for report in skipped:
        if isinstance(report.longrepr, tuple) and LEFT_OUT in report.longrepr[2]:
            reasons[report.longrepr[2].partition(LEFT_OUT)[2]] += 1
    return [
        f"{number} {'test needs' if number == 1 else 'tests need'} {what}"
        for what, number in sorted(reasons.items())
    ]
