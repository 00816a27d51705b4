"""What a measurement prints, and where `docs/benchmarks.md` keeps it."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.hugo import find_hugo, read_version

LIBRARIES = ("pelican", "markdown", "jinja2", "lxml", "nh3", "pillow", "pydantic")
START, END = "<!-- {}: written by ./inv bench -->", "<!-- end of {} -->"


@dataclass(frozen=True)
class Table:
    """A table of results: a title, the columns' names, rows of words, and the table below it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: "Table | None" = None

    def as_markdown(self) -> str:
        """The table as Markdown, the way `docs/benchmarks.md` holds it."""
        lines = [self.columns, tuple("---" for _ in self.columns), *self.rows]
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        below = f"\n{self.below.as_markdown()}" if self.below else ""
        return f"### {self.title}\n\n{table}\n{below}"


def record(page: str, name: str, table: str, machine: str) -> str:
    r"""Put a table where its measurement's marks are, or at the end of the page when it has none yet.

    >>> print(record("# Figures\n", "feeds", "| a |\n", "2 cores."))
    # Figures
    <BLANKLINE>
    <!-- feeds: written by ./inv bench -->
    | a |
    <BLANKLINE>
    2 cores.
    <!-- end of feeds -->
    <BLANKLINE>
    """
    start, end = START.format(name), END.format(name)
    section = f"{start}\n{table.rstrip()}\n\n{machine}\n{end}"
    before, found, rest = page.partition(start)
    if not found:
        return f"{page.rstrip()}\n\n{section}\n"
    _, closed, after = rest.partition(end)
    # A mark that somebody took away: the words after it are worth more than an old table.
    return f"{before}{section}{after if closed else rest}"


def describe_machine(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """One line: processor, cores, system, Python, libraries, and Hugo when it is there."""
    hugo = find_hugo()
    parts = [
        f"{os.cpu_count()} cores of {_processor(cpuinfo)}",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *(f"{name.capitalize()} {version(name)}" for name in LIBRARIES),
        f"Hugo {read_version(hugo)}" if hugo else "no Hugo",
    ]
    return ", ".join(parts) + "."


def _processor(cpuinfo: Path) -> str:
    try:
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())
