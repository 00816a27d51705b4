"""`./inv summary`: what a change would publish, for the editor who has to say yes to it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from goodnews.commands.check import changed_folders, check_keys, run_check
from goodnews.config import SiteConfig
from goodnews.problems import CommandError


def run_summary(root: Path, config: SiteConfig, now: datetime, since: str, environ: Mapping[str, str]) -> str:
    """Sum up the stories that changed since a commit: `check --format markdown` of them alone.

    All stories when no commit is named.

    Where GitHub runs this, the text goes to its job summary as well.

    Raises:
        CommandError: git does not know the commit, or the summary can't be written.
    """
    if since:
        checked = check_keys(changed_folders(root, since), root, config, now)
    else:
        checked = run_check((), root, config, now)
    text = checked.show("markdown") if checked else "No story is changed here.\n"
    if context := environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(context).open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            message = f"The summary can't be written to {context} ({error.strerror})."
            raise CommandError(message, "Check GITHUB_STEP_SUMMARY.") from None
    return text
