"""One build as a process of its own: `python -m goodnews.bench.one_build [--checked] [--search]`.

What `./inv build` does, but for the moment that it is built for, which is the made-up stories' own; and,
if asked for, what publishing does besides.
"""

import sys
from pathlib import Path

from goodnews.bench.stories import NOW
from goodnews.jobs.build import build_site

CHECKED = "--checked"
SEARCH = "--search"


def main(root: Path, arguments: list[str]) -> int:
    """Build the project at `root`, checked first and made searchable if asked for."""
    contents = None
    if CHECKED in arguments:
        from goodnews.jobs.check import run_check
        from goodnews.jobs.settings import read_trust

        checked = run_check([], "text", root=root, trust=read_trust(root), now=NOW)
        if checked.code:
            sys.stderr.write(checked.text)
            return checked.code
        contents = checked.contents
    build_site(root, "pelicanconf.py", NOW, search=SEARCH in arguments, contents=contents)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd(), sys.argv[1:]))
