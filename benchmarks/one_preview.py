"""A preview as a process of its own: `python -m benchmarks.one_preview`, in a project.

What `./inv serve` does, on a free port, for the moment that the made-up stories are built for.
"""

from pathlib import Path

from benchmarks.stories import NOW
from goodnews.jobs.serve import serve


def main(root: Path) -> None:
    """Show the project at `root` until the process is ended."""
    serve(root, 0, lambda words: print(words, flush=True), now=lambda: NOW)  # noqa: T201


if __name__ == "__main__":
    main(Path.cwd())
