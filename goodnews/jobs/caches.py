"""Refusing caches that came with the checkout.

A cache is believed, because this machine wrote it. One that a stranger commits could put anything on
the site: a rendition that is no rendition, a text that was never sanitised.
"""

import subprocess
from pathlib import Path

from goodnews.problems import Trouble

MADE_HERE = (".cache", ".practice", ".public-releases", "output", "public")


def refuse_committed_caches(root: Path) -> None:
    """Stop when git tracks anything in a folder that only this machine may write.

    Raises:
        Trouble: naming the folder.
    """
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "--", *MADE_HERE],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    # Not a checkout, or no git here: then nothing came with one.
    if listed.returncode == 0 and listed.stdout:
        name = listed.stdout.splitlines()[0]
        raise Trouble(
            f"“{name}” is in git, and it must not be: only this machine may write there.",
            f"Find out who added it. Then take it out: git rm -r --cached {name.partition('/')[0]}",
        )
