"""One build as a process of its own: `python -m goodnews.bench.one_build [--checked] [--search]`.

What `./inv build` does, but for the moment that it is built for, which is the made-up stories' own; and,
if asked for, what publishing does besides.
"""

import sys
from pathlib import Path

from goodnews.bench.stories import NOW
from goodnews.jobs.build import build_site
from goodnews.story import Contents

CHECKED = "--checked"
SEARCH = "--search"


def main(root: Path, arguments: list[str]) -> None:
    """Build the project at `root`, checked first and made searchable if asked for."""
    search = SEARCH in arguments
    if CHECKED not in arguments:
        build_site(root, "pelicanconf.py", NOW, search=search)
        return
    # As publishing does it.
    from goodnews.jobs.checking import Checking
    from goodnews.jobs.settings import read_trust

    contents = Contents(root, root / ".cache")
    checking = Checking(contents, read_trust(root), NOW)
    build_site(root, "pelicanconf.py", NOW, search=search, contents=contents, permit=checking.permit)
    checking.permit()


if __name__ == "__main__":
    main(Path.cwd(), sys.argv[1:])
