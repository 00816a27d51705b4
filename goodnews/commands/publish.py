"""`./inv publish`: check, build, inspect, deliver, wait until live, announce; and the same as a rehearsal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodnews.announce.credentials import NAMES
from goodnews.announce.policy import Clock
from goodnews.commands.announce import PRACTICE_FOLDER
from goodnews.commands.deliver import deliver_and_announce
from goodnews.commands.held_note import note_held, report_held
from goodnews.commands.inspection import raise_for_what_was_inspected
from goodnews.commands.publish_build import build_public_site
from goodnews.commands.publish_context import read_publish_context
from goodnews.publish.files import only_one
from goodnews.publish.targets import DirectorySettings
from goodnews.terminal import Confirm, Progress, Say, in_silence, nobody_is_there

LOCK = Path(".cache", "publish.lock")
BUSY = "Another publish of this site is running."


def run_publish(
    root: Path,
    now: datetime,
    environ: Mapping[str, str],
    say: Say,
    *,
    may_shrink: bool = False,
    confirm: Confirm = nobody_is_there,
    progress: Progress = in_silence,
    clock: Clock | None = None,
) -> int:
    """Publish the project, and give the exit code.

    `may_shrink` lets much less than is live go out; else `confirm` asks a person. ContentError when the
    settings or the built site need attention; nothing was delivered. CommandError when the world does; says
    what was done and what was not.
    """
    with only_one(root / LOCK, BUSY):
        context = read_publish_context(root, environ)
        held, problems = build_public_site(context, now, say, may_shrink=may_shrink, progress=progress)
        raise_for_what_was_inspected(problems, say, confirm)
        note_held(root, held)
        code = deliver_and_announce(context, say, clock, announce=True)
        return max(code, report_held(held, say, in_workflow=False))


def run_rehearsal(
    root: Path,
    now: datetime,
    environ: Mapping[str, str],
    say: Say,
    *,
    progress: Progress = in_silence,
    clock: Clock | None = None,
) -> int:
    """Do all of it on this machine, whatever the settings say: a folder here, and the practice network.

    Credentials in `environ` are not used. Gives the exit code.
    """
    left_out = {"GITHUB_ACTIONS", *(name for names in NAMES.values() for name in names)}
    without_secrets = {name: value for name, value in environ.items() if name not in left_out}
    folder = DirectorySettings(path=f"{PRACTICE_FOLDER}/site", linger=0)
    with only_one(root / LOCK, BUSY):
        context = replace(read_publish_context(root, without_secrets), target=folder)
        # It is no loss when less is there than at the last rehearsal.
        held, problems = build_public_site(context, now, say, may_shrink=True, progress=progress)
        raise_for_what_was_inspected(problems, say, nobody_is_there)
        code = deliver_and_announce(context, say, clock, announce=True)
    code = max(code, report_held(held, say, in_workflow=False))
    say("This was a rehearsal: nothing left this machine.")
    return code
