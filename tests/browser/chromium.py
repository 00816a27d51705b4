"""Finding a Chromium, for screenshots and for the browser tests."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from goodnews.problems import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome")

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
"""Arguments for a browser that talks to this machine only."""


def find_chromium(environ: Mapping[str, str]) -> str:
    """Give the path of a Chromium: the one that `CHROMIUM` names, or the first on the path.

    Raises:
        Trouble: there is none; says how to get one.
    """
    named = environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if not found or not Path(found).exists():
        raise Trouble(
            "Chromium is not here." if not named else f"CHROMIUM names {named}, and nothing is there.",
            "On Debian: apt-get install chromium. Elsewhere, install it and set CHROMIUM to its path.",
        )
    return found
