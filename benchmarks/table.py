"""What a measurement prints."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table of results: a title, the columns' names, rows of words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_markdown(self) -> str:
        """The table as Markdown, the way `docs/benchmarks.md` holds it."""
        lines = [self.columns, tuple("---" for _ in self.columns), *self.rows]
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        return f"### {self.title}\n\n{table}\n"
