"""A Chromium for screenshots and for the browser tests, that talks to this machine only."""

from collections.abc import Mapping
from pathlib import Path

from goodnews.commands.test import find_program
from goodnews.problems import CommandError

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find_chromium(environ: Mapping[str, str]) -> str:
    """Give the path of a Chromium: the one that `CHROMIUM` names, or the first on the path.

    Raises:
        CommandError: there is none; says how to get one.
    """
    found = find_program("chromium", environ)
    if not found or not Path(found).exists():
        raise CommandError(
            f"CHROMIUM names {found}, and nothing is there." if found else "Chromium is not here.",
            "On Debian: apt-get install chromium. Elsewhere, install it and set CHROMIUM to its path.",
        )
    return found
