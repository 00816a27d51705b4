"""Refusing caches that came with the checkout.

A cache is believed, because this machine wrote it. One that a stranger commits could put anything on
the site: a rendition that is no rendition, a text that was never sanitised.
"""

from pathlib import Path

from goodnews.git import Git, GitError
from goodnews.problems import CommandError
from goodnews.programs import ProgramMissing

MADE_HERE = (".cache", ".practice", ".public-releases", "output", "public")


def refuse_committed_caches(root: Path) -> None:
    """Stop when git tracks anything in a folder that only this machine may write.

    In whatever letters: `Output` is `output` on the disks of Windows and macOS.

    Raises:
        CommandError: naming the folder.
    """
    try:
        names = Git(root).text("ls-files", "-z", "--", *(f":(icase){name}" for name in MADE_HERE))
    except (GitError, ProgramMissing):
        return  # not a checkout, or no git here: then nothing came with one
    if names:
        name = names.partition("\0")[0]
        raise CommandError(
            f"“{name}” is in git, and it must not be: only this machine may write there.",
            f"Find out who added it. Then take it out: git rm -r --cached {name.partition('/')[0]}",
        )
