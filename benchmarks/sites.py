"""The same stories, for everybody who is measured."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.builders import Builder
from benchmarks.hugo import find_hugo, make_hugo
from benchmarks.ours import PROJECT, make_ours
from benchmarks.stock import make_stock
from benchmarks.timing import Cost
from goodnews.story import read_stories


def make_sites(
    folder: Path, stories: int, *, cached: bool = False
) -> tuple[Builder | None, Builder, Builder]:
    """Write so many stories three times: for Hugo (None where it isn't installed), stock Pelican, and ours.

    Args:
        folder: where, in a folder each.
        stories: how many.
        cached: whether stock Pelican keeps its cache of texts.
    """
    ours = make_ours(folder / "ours", stories)
    read = read_stories(ours.folder / "content", ours.folder).raise_for_problems()
    pages = sorted((PROJECT / "content" / "pages").glob("*.md"))
    program = find_hugo()
    hugo = make_hugo(program, folder / "hugo", read, pages) if program else None
    return hugo, make_stock(folder / "stock", read, pages, cached=cached), ours


def costs_of(costs: Mapping[str, Sequence[Cost]], start: str) -> Sequence[Cost]:
    """What a builder took whose name starts so; nothing if it was not measured."""
    return next((found for name, found in costs.items() if name.startswith(start)), ())
