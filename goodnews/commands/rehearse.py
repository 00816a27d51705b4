"""`./inv rehearse`: all of publishing, on this machine alone, whatever the settings say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodnews.announce.clock import Clock
from goodnews.announce.credentials import NAMES
from goodnews.commands.announce import FOLDER
from goodnews.commands.deliver import deliver_and_announce
from goodnews.commands.held import report_held
from goodnews.commands.publish import build, raise_for_what_was_inspected
from goodnews.commands.publish_context import PublishContext, read_publish_context
from goodnews.publish.files import only_one
from goodnews.publish.settings import DirectorySettings
from goodnews.terminal import Progress, Say, in_silence, nobody_is_there

ON_GITHUB = "GITHUB_ACTIONS"


def run_rehearsal(
    root: Path,
    now: datetime,
    environ: Mapping[str, str],
    say: Say,
    *,
    progress: Progress = in_silence,
    clock: Clock | None = None,
) -> int:
    """Check, build, inspect, deliver to a folder here, announce to the practice network; gives the exit code.

    Credentials in `environ` are not used; `say` is told a calm line for each step.

    Raises:
        ContentError: the content or the built site needs attention; nothing was delivered.
        CommandError: the world does.
    """
    with only_one(root / ".cache" / "publish.lock", "Another publish of this site is running."):
        context = _local_place(root, environ)
        # It is no loss when less is there than at the last rehearsal.
        held, problems = build(context, now, say, may_shrink=True, progress=progress)
        raise_for_what_was_inspected(problems, say, nobody_is_there)
        code = deliver_and_announce(context, say, clock, announce=True)
    code = max(code, report_held(held, {}, say))
    say("This was a rehearsal: nothing left this machine.")
    return code


def _local_place(root: Path, environ: Mapping[str, str]) -> PublishContext:
    """The Trust as it is, with a folder to deliver to and no credentials."""
    secret = {name for names in NAMES.values() for name in names}
    left = {name: value for name, value in environ.items() if name not in {*secret, ON_GITHUB}}
    folder = DirectorySettings(path=f"{FOLDER}/site", linger=0)
    return replace(read_publish_context(root, left), target=folder)
