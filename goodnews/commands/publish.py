"""`./inv publish`: check, build, inspect, deliver, wait until live, announce; and the same as a rehearsal."""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodnews.announce.credentials import NAMES
from goodnews.announce.git_branch import ledger_to_name, read_post_links
from goodnews.announce.policy import Clock
from goodnews.build import load_content
from goodnews.cache import SqliteCache
from goodnews.commands.announce import FOLDER
from goodnews.commands.build import build_content, open_cache
from goodnews.commands.changes import find_renamed, with_identities
from goodnews.commands.deliver import deliver_and_announce, stage, wait_for_readers
from goodnews.commands.inspection import inspect, live_copy, raise_for_what_was_inspected
from goodnews.commands.publish_context import PublishContext, read_file, read_publish_context
from goodnews.commands.workflow import write_outputs
from goodnews.config import PUBLIC, load_config
from goodnews.content import Content
from goodnews.files import write_atomically
from goodnews.held import hold_up_broken, version_of
from goodnews.held_pages import Version, hold_up_broken_pages, version_of_page
from goodnews.photos import sweep_cache
from goodnews.problems import CommandError, Problem, Severity, as_github, summary
from goodnews.publish.files import only_one
from goodnews.publish.manifest import PublishedManifest, read_manifest
from goodnews.publish.targets import DirectorySettings
from goodnews.story import read_stories
from goodnews.terminal import Confirm, Progress, Say, in_silence, nobody_is_there, plural

ONLY = ("", "build", "deliver", "wait", "tell", "report")
"""Parts that a runner may do alone: `build` ends before anything is delivered, `deliver` begins there
and ends before anything is announced; `./inv announce` is the rest. `wait` is the end of `deliver`, where
somebody else delivers. `tell` writes into the pull requests of stories that are live now. `report` names
what is held up, and fails if there are any: last, so that all else went out."""
HELD = ".cache/held.json"
"""Where a build says what is held up, for a delivery later on the same machine."""
LOCK = Path(".cache", "publish.lock")
BUSY = "Another publish of this site is running."


def run_publish(
    root: Path,
    now: datetime,
    environ: Mapping[str, str],
    say: Say,
    *,
    only: str = "",
    may_shrink: bool = False,
    confirm: Confirm = nobody_is_there,
    progress: Progress = in_silence,
    clock: Clock | None = None,
) -> int:
    """Publish the project, or the one part of that which `only` names, and give the exit code.

    `may_shrink` lets much less than is live go out; else `confirm` asks a person. ContentError when the
    settings or the built site need attention; nothing was delivered. CommandError when the
    world does; says what was done and what was not.
    """
    if only not in ONLY:
        parts = "Choose build, deliver, wait, tell or report."
        raise CommandError(f"There is no part of publishing called “{only}”.", parts)
    if only == "report":
        return _report_held(_read_held(root, environ), say, in_workflow="HELD" in environ)
    if only == "tell":
        from goodnews.commands.tell import tell_pull_requests  # and all that reads mails

        return tell_pull_requests(load_config(root, PUBLIC), environ, say)
    with only_one(root / LOCK, BUSY):
        context = read_publish_context(root, environ)
        if only == "wait":
            wait_for_readers(context, environ.get("BUILD", ""), say)
            return 0
        if only == "deliver":
            stories, held = read_stories(root / "content", root).stories, _read_held(root, environ)
            problems = inspect(context, stories, now, may_shrink=may_shrink)
        else:
            held, problems = _build(context, now, say, may_shrink=may_shrink, progress=progress)
        raise_for_what_was_inspected(problems, say, confirm)
        handed_on = json.dumps(held, ensure_ascii=False) if held else ""
        write_atomically(root / HELD, handed_on)
        code = 0
        if only == "build":
            outputs = {"held": handed_on, "build": stage(context), "target": context.target.kind}
            write_outputs({**outputs, "new": _new_stories(context)}, environ)
        else:
            code = deliver_and_announce(context, say, clock, announce=only != "deliver")
        # A workflow goes on, and fails at its end.
        failed = _report_held(held, say, in_workflow=False)
        return code if only else max(code, failed)


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
    folder = DirectorySettings(path=f"{FOLDER}/site", linger=0)
    with only_one(root / LOCK, BUSY):
        context = replace(read_publish_context(root, without_secrets), target=folder)
        # It is no loss when less is there than at the last rehearsal.
        held, problems = _build(context, now, say, may_shrink=True, progress=progress)
        raise_for_what_was_inspected(problems, say, nobody_is_there)
        code = deliver_and_announce(context, say, clock, announce=True)
    code = max(code, _report_held(held, say, in_workflow=False))
    say("This was a rehearsal: nothing left this machine.")
    return code


def _build(
    context: PublishContext, now: datetime, say: Say, *, may_shrink: bool, progress: Progress
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Check the content, build the site and inspect it; gives what is held up, and what is wrong.

    What only the built site shows of a story or a page holds up that alone, too: the site is built again.
    ContentError when something has to be fixed first. CommandError when how a story that is held up stood
    before can't be found out.
    """
    cache = open_cache(context.root)
    live = live_copy(context) or PublishedManifest()
    content = load_content(context.root, context.config, now, cache, progress)
    if lost := live.stories - {story.identity for story in content.stories.stories}:
        content = with_identities(content, find_renamed(context.root, lost))
    unfit: dict[Version, Problem] = {}
    with tempfile.TemporaryDirectory() as workspace:
        while True:
            sound, stories = hold_up_broken(content, live.stories | live.withdrawn, Path(workspace), unfit)
            sound, pages = hold_up_broken_pages(sound, unfit)
            sound.raise_for_errors()
            _build_sound(context, sound, cache, live.ledger, say, progress=progress)
            problems = inspect(context, sound.stories.stories, now, may_shrink=may_shrink)
            wrong = _errors_in_content(problems, sound)
            if not wrong:
                return stories + pages, problems
            unfit |= wrong


def _errors_in_content(problems: Iterable[Problem], content: Content) -> dict[Version, Problem]:
    """The first error of each story and page that can be held up; what was taken back never is."""
    errors = {problem.file: problem for problem in sorted(problems, reverse=True) if problem.is_error}
    stories = [loaded.story for loaded in content.loaded.values() if loaded.story]
    versions = {story.file: version_of(story) for story in stories if not story.meta.withdrawn}
    versions |= {page.file: version_of_page(page) for page in content.pages}
    return {version: errors[file] for file, version in versions.items() if file in errors}


def _build_sound(
    context: PublishContext,
    content: Content,
    cache: SqliteCache,
    known_ledger: str | None,
    say: Say,
    *,
    progress: Progress,
) -> None:
    """Build the site of content in which nothing has to be fixed."""
    say(f"Checked {plural(len(content.stories.stories), 'story')}. {summary(content.problems)}")
    ledger = None
    if not context.served:  # a rehearsal has a record of its own
        ledger = ledger_to_name(context.root, context.environ, known_ledger)
    links = read_post_links(context.root, context.environ)
    content = replace(content, conversations=links, ledger=ledger)
    output = {"OUTPUT_PATH": str(context.output)}
    report = build_content(content, PUBLIC, cache, output, search=True, progress=progress)
    # The photo of a withdrawn story must not wait in a cache.
    sweep_cache(content.photo_cache, set(map(Path, report.renditions)))
    say(
        f"Built {plural(report.stories, 'story')} on {plural(len(report.pages), 'page')}, "
        f"with {plural(report.photos, 'photo')} and {plural(report.feeds, 'feed')}."
    )


def _new_stories(context: PublishContext) -> str:
    """The stories that are not live yet, as one line for a workflow; empty before anything is live."""
    live = live_copy(context)
    new = sorted(read_manifest(context.output).stories - live.stories) if live else []
    return json.dumps(new) if new else ""


def _read_held(root: Path, environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the build held up: from `HELD`, which a workflow hands on, or else as this machine noted it."""
    text = environ["HELD"] if "HELD" in environ else (read_file(root, HELD) or b"").decode("utf-8", "replace")
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
