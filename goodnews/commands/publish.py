"""`./inv publish`: check, build, inspect, deliver, wait until live, announce; in parts, or as a rehearsal."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodnews.announce.credentials import NAMES
from goodnews.announce.policy import Clock
from goodnews.commands.announce import PRACTICE_FOLDER
from goodnews.commands.deliver import deliver_and_announce, stage, wait_for_readers
from goodnews.commands.inspection import inspect, live_copy, raise_for_what_was_inspected
from goodnews.commands.publish_build import build_public_site
from goodnews.commands.publish_context import PublishContext, read_publish_context, try_read
from goodnews.commands.tell import tell_pull_requests
from goodnews.commands.workflow import write_outputs
from goodnews.config import PUBLIC, load_config
from goodnews.files import write_atomically
from goodnews.problems import CommandError, Problem, Severity, UsageError, as_github
from goodnews.publish.files import only_one
from goodnews.publish.manifest import read_manifest
from goodnews.publish.targets import DirectorySettings
from goodnews.story import read_stories
from goodnews.terminal import Confirm, Progress, Say, in_silence, nobody_is_there

LOCK = Path(".cache", "publish.lock")
HELD = ".cache/held.json"
"""Where a build says what is held up, for a delivery later on the same machine."""
BUSY = "Another publish of this site is running."
PARTS = ("build", "deliver", "wait", "tell", "report")
"""`build` ends before anything is delivered, `deliver` begins there and ends before anything is announced;
`./inv announce` is the rest. `wait` is the end of `deliver`, where somebody else delivers. `tell` writes into
the pull requests of stories that are live now. `report` names what is held up, and fails if there is any:
last, so that all else went out."""


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
        return _publish(context, now, say, confirm, progress, clock, may_shrink=may_shrink)


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
        code = _publish(context, now, say, nobody_is_there, progress, clock, may_shrink=True)
    say("This was a rehearsal: nothing left this machine.")
    return code


def _publish(
    context: PublishContext,
    now: datetime,
    say: Say,
    confirm: Confirm,
    progress: Progress,
    clock: Clock | None,
    *,
    may_shrink: bool,
) -> int:
    held, problems = build_public_site(context, now, say, may_shrink=may_shrink, progress=progress)
    raise_for_what_was_inspected(problems, say, confirm)
    _note_held(context.root, held)
    code = deliver_and_announce(context, say, clock)
    return max(code, _report_held(held, say, in_workflow=False))


def run_part(
    part: str,
    root: Path,
    now: datetime,
    environ: Mapping[str, str],
    say: Say,
    *,
    may_shrink: bool = False,
    progress: Progress = in_silence,
) -> int:
    """Do one of the parts of a publish, and give the exit code.

    ContentError when the settings or the built site need attention; nothing was delivered. CommandError when
    the world does, or there is no such part.
    """
    if part not in PARTS:
        choices = f"Choose {', '.join(PARTS[:-1])} or {PARTS[-1]}."
        raise UsageError(f"There is no part of publishing called “{part}”.", choices)
    if part == "report":
        return _report_held(_read_held(root, environ), say, in_workflow="HELD" in environ)
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
            held, stories = _read_held(root, environ), read_stories(root / "content", root).stories
            problems = inspect(context, stories, now, may_shrink=may_shrink)
        raise_for_what_was_inspected(problems, say, nobody_is_there)
        note, code = _note_held(root, held), 0
        if part == "build":
            outputs = {"held": note, "build": stage(context), "target": context.target.kind}
            write_outputs({**outputs, "new": _new_stories(context)}, environ)
        else:
            code = deliver_and_announce(context, say, announce=False)
        _report_held(held, say, in_workflow=False)  # the workflow goes on, and fails at its end
        return code


def _new_stories(context: PublishContext) -> str:
    """The stories that are not live yet, as one line for a workflow; empty before anything is live."""
    live = live_copy(context)
    new = sorted(read_manifest(context.output).stories - live.stories) if live else []
    return json.dumps(new) if new else ""


def _note_held(root: Path, held: Sequence[Problem]) -> str:
    """Write down what is held up, for this machine; gives the note, which a workflow hands on."""
    note = json.dumps(held, ensure_ascii=False) if held else ""
    write_atomically(root / HELD, note)
    return note


def _read_held(root: Path, environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the build held up: from `HELD`, which a workflow hands on, or else as this machine noted it."""
    text = environ["HELD"] if "HELD" in environ else (try_read(root, HELD) or b"").decode("utf-8", "replace")
    try:
        return tuple(
            Problem(str(file), int(line), Severity(severity), str(title), str(message), str(hint))
            for file, line, severity, title, message, hint in json.loads(text or "[]")
        )
    except (ValueError, TypeError):
        raise CommandError("HELD is not what a build wrote.", "Hand on its output `held` as it is.") from None


def _report_held(held: Sequence[Problem], say: Say, *, in_workflow: bool) -> int:
    """Name what is held up, whatever its own words hold; gives the exit code."""
    if held and in_workflow:
        say(as_github(held))
    elif held:
        lines = [
            " ".join(f"{problem.code}: line {problem.line}: {problem.message} {problem.hint}".split())
            for problem in held
        ]
        say("\n".join([f"All else went its way, but {len(held)} could not:", *lines]))
    return int(bool(held))
