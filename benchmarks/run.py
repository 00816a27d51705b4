"""`./inv bench NAME`: measure one thing, or everything; say it, and write it down when asked to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from benchmarks.report import Table, describe_machine, record
from goodnews.files import write_atomically
from goodnews.problems import CommandError, UsageError

PAGE = Path("docs/benchmarks.md")
EVERYTHING = "all"
ALL: Mapping[str, str] = MappingProxyType(
    {
        "build": "a clean build of 1,000 and of 10,000 stories, against Hugo and stock Pelican",
        "edit": "a build after one edit, and after none, against Hugo and stock Pelican",
        "checkout": "a build of a fresh checkout with .cache restored; what 200 unchanged photos cost",
        "serve": "from saving a story until the browser shows it, under ./inv serve",
        "checks": "./inv check of a thousand stories, cold and warm; which identifiers it finds",
        "eyes": "what is seen in drawn pictures and sample photos, and what it takes",
        "photos": "forty camera photos, against Eleventy Image and Hugo",
        "feeds": "all feeds of a thousand stories, against feedgen alone",
        "announce": "a run of announcing, on a real remote",
        "merge": "from merged to announced, job by job: one new story with a photo",
        "ways": "from sending a story to its pull request, by mail and in the editor; what a phone loads",
        "history": "what each job fetches of ten years of photos, and a clone on a laptop: 25 GB of disk",
    }
)
"""Each is a module beside this one with a function `run` that gives a table.

Where whole sites are made, it takes their sizes (`stories`), how often each is measured (`runs`), and a
function that is called with what was just measured (`echo`).
"""


@dataclass(frozen=True, slots=True)
class BenchOptions:
    """How much to measure; what is left out is what the figures in `docs/benchmarks.md` were taken with.

    Attributes:
        stories: how large the site is, instead of the sizes that have targets.
        runs: how often each is measured.
    """

    stories: int | None = None
    runs: int | None = None

    def __post_init__(self) -> None:
        for name, given, least in (("stories", self.stories, 2), ("runs", self.runs, 1)):
            if given is not None and given < least:
                raise CommandError(f"--{name} {given} is too few to measure.", f"Give at least {least}.")


def list_benches() -> str:
    """What there is to measure, a line each."""
    width = max(map(len, ALL))
    lines = (f"  {name:{width}}  {message}" for name, message in ALL.items())
    return "\n".join(["./inv bench NAME measures one of:", *lines, f"  {EVERYTHING:{width}}  all of these"])


def run_bench(
    root: Path,
    name: str,
    options: BenchOptions,
    *,
    write: bool,
    echo: Callable[[str], None],
    progress: Callable[[str], None],
) -> None:
    """Run one measurement, or all; one that can't be made here doesn't keep the others from it.

    Args:
        root: the project's root.
        name: one of the names that `list_benches` gives, or `all`.
        options: how much to measure.
        write: whether tables go into `docs/benchmarks.md`, too.
        echo: called with each table.
        progress: called with what was just measured.

    Raises:
        CommandError: there is no such measurement, or one could not be made.
    """
    names = tuple(ALL) if name == EVERYTHING else (name,)
    troubles: list[CommandError] = []
    for each in names:
        try:
            table = _measure(each, options, progress).as_markdown()
        except CommandError as trouble:
            if len(names) == 1:
                raise
            troubles.append(trouble)
            progress(f"{each}: {trouble.message} {trouble.hint}")
            continue
        echo(table)
        if write:
            _write_down(root / PAGE, each, table)
    if troubles:
        raise CommandError(
            f"{len(troubles)} of {len(names)} could not be measured.",
            " ".join(f"{trouble.message} {trouble.hint}" for trouble in troubles),
        )


def _measure(name: str, options: BenchOptions, progress: Callable[[str], None]) -> Table:
    if name not in ALL:
        raise UsageError(f"There is nothing called “{name}” to measure.", list_benches())
    module = import_module(f"benchmarks.{name}")
    if not hasattr(module, "RUNS"):
        table: Table = module.run()
        return table
    sizes = (options.stories,) if options.stories else module.STORIES
    measured: Table = module.run(stories=sizes, runs=options.runs or module.RUNS, echo=progress)
    return measured


def _write_down(page: Path, name: str, table: str) -> None:
    text = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks\n"
    write_atomically(page, record(text, name, table, describe_machine()))
