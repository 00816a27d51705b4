"""`./inv bench NAME`: measure one thing."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from goodnews.problems import Trouble

NAMES = ("build", "edit", "serve", "photos", "feeds", "checks", "publish", "host")
"""Each is a module of `goodnews.bench` with a function `run() -> Table`."""


def run_bench(_root: Path, name: str, say: Callable[[str], None]) -> None:
    """Run one measurement and print its table.

    Raises:
        Trouble: there is no such measurement.
    """
    if name not in NAMES:
        raise Trouble(f"There is nothing called “{name}” to measure.", f"Choose from {', '.join(NAMES)}.")
    say(import_module(f"goodnews.bench.{name}").run().as_markdown())
