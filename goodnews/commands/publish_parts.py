"""What a workflow's jobs do of a publish, one each: `./inv publish --only build` and the like."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from goodnews.announce.policy import Clock
from goodnews.commands.deliver import deliver_and_announce, stage, wait_for_readers
from goodnews.commands.held_note import note_held, read_held, report_held
from goodnews.commands.inspection import inspect, live_copy, raise_for_what_was_inspected
from goodnews.commands.publish import BUSY, LOCK
from goodnews.commands.publish_build import build_public_site
from goodnews.commands.publish_context import PublishContext, read_publish_context
from goodnews.commands.tell import tell_pull_requests
from goodnews.commands.workflow import write_outputs
from goodnews.config import PUBLIC, load_config
from goodnews.problems import UsageError
from goodnews.publish.files import only_one
from goodnews.publish.manifest import read_manifest
from goodnews.story import read_stories
from goodnews.terminal import Progress, Say, in_silence, nobody_is_there

PARTS = ("build", "deliver", "wait", "tell", "report")
"""`build` ends before anything is delivered, `deliver` begins there and ends before anything is announced;
`./inv announce` is the rest. `wait` is the end of `deliver`, where somebody else delivers. `tell` writes into
the pull requests of stories that are live now. `report` names what is held up, and fails if there is any:
last, so that all else went out."""


def run_part(
    part: str,
    root: Path,
    now: datetime,
    environ: Mapping[str, str],
    say: Say,
    *,
    may_shrink: bool = False,
    progress: Progress = in_silence,
    clock: Clock | None = None,
) -> int:
    """Do one of the parts of a publish, and give the exit code.

    Raises:
        ContentError: the settings or the built site need attention; nothing was delivered.
        CommandError: the world does, or there is no such part.
    """
    if part not in PARTS:
        choices = f"Choose {', '.join(PARTS[:-1])} or {PARTS[-1]}."
        raise UsageError(f"There is no part of publishing called “{part}”.", choices)
    if part == "report":
        return report_held(read_held(root, environ), say, in_workflow="HELD" in environ)
    if part == "tell":
        return tell_pull_requests(load_config(root, PUBLIC), environ, say)
    with only_one(root / LOCK, BUSY):
        context = read_publish_context(root, environ)
        if part == "wait":
            wait_for_readers(context, environ.get("BUILD", ""), say)
            return 0
        if part == "build":
            held, problems = build_public_site(context, now, say, may_shrink=may_shrink, progress=progress)
        else:
            held, stories = read_held(root, environ), read_stories(root / "content", root).stories
            problems = inspect(context, stories, now, may_shrink=may_shrink)
        raise_for_what_was_inspected(problems, say, nobody_is_there)
        note, code = note_held(root, held), 0
        if part == "build":
            outputs = {"held": note, "build": stage(context), "target": context.target.kind}
            write_outputs({**outputs, "new": _new_stories(context)}, environ)
        else:
            code = deliver_and_announce(context, say, clock, announce=False)
        report_held(held, say, in_workflow=False)  # the workflow goes on, and fails at its end
        return code


def _new_stories(context: PublishContext) -> str:
    """The stories that are not live yet, as one line for a workflow; empty before anything is live."""
    live = live_copy(context)
    new = sorted(read_manifest(context.output).stories - live.stories) if live else []
    return json.dumps(new) if new else ""
