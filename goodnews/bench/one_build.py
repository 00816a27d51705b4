"""One build as a process of its own: `python -m goodnews.bench.one_build [--checked] [--search]`.

What `./inv build` does, but for the moment that it is built for, which is the made-up stories' own; and,
if asked for, what publishing does besides.
"""

import sys
from pathlib import Path

from goodnews.bench.stories import NOW
from goodnews.config import DEVELOPMENT, read_trust
from goodnews.problems import ContentError, as_text, stop_at_errors

CHECKED = "--checked"
SEARCH = "--search"


def main(root: Path, arguments: list[str]) -> int:
    """Build the project at `root`, checked meanwhile and made searchable if asked for."""
    search = SEARCH in arguments
    if CHECKED not in arguments:
        from goodnews.jobs.build import build_site

        build_site(root, DEVELOPMENT, NOW, search=search)
        return 0
    from goodnews.jobs.checked_build import build_checked

    try:
        trust = read_trust(root)
        build_checked(
            root, DEVELOPMENT, NOW, trust, lambda found: stop_at_errors(found.problems), search=search
        )
    except ContentError as error:
        sys.stderr.write(as_text(error.problems))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd(), sys.argv[1:]))
