"""`./inv publish`: check, build, inspect, deliver, wait until live, announce."""

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from goodnews.announce.clock import Clock
from goodnews.announce.git_branch import ledger_to_name
from goodnews.announce.post_links import read_post_links
from goodnews.build import load_content
from goodnews.cache import SqliteCache
from goodnews.commands.build import build_content, open_cache
from goodnews.commands.changes import find_renamed, with_identities
from goodnews.commands.deliver import built, deliver_and_announce, stage, wait_for_readers
from goodnews.commands.held import note_held, read_held, report_held
from goodnews.commands.inspection import page_sources
from goodnews.commands.publish_context import PublishContext, read_file, read_publish_context
from goodnews.commands.tell_pull_requests import tell_pull_requests
from goodnews.commands.workflow import write_outputs
from goodnews.config import PUBLIC, load_config
from goodnews.content import Content
from goodnews.held import hold_up_broken
from goodnews.history import STORIES
from goodnews.photos import sweep_cache
from goodnews.problems import CommandError, Problem, in_order, raise_for_errors, summary
from goodnews.publish.files import only_one
from goodnews.publish.inspect import SHRINKS, LiveCopy, inspect_output, read_live
from goodnews.publish.manifest import read_manifest
from goodnews.publish.settings import DirectorySettings
from goodnews.publish.wait import fetch
from goodnews.story import Story, read_stories
from goodnews.terminal import Confirm, Progress, Say, in_silence, nobody_is_there, plural

ONLY = ("", "build", "deliver", "wait", "tell", "report")
"""Parts that a runner may do alone: `build` ends before anything is delivered, `deliver` begins there
and ends before anything is announced; `./inv announce` is the rest. `wait` is the end of `deliver`, where
somebody else delivers. `tell` writes into the pull requests of stories that are live now. `report` names the
stories that are held up, and fails if there are any: last, so that all else went out."""


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
    """Publish the project at `root`, and give the exit code.

    Args:
        root: the project's root.
        now: the moment it is published for (aware).
        environ: credentials and keys; nothing else.
        say: told one calm line for each step.
        only: one of `ONLY`.
        may_shrink: whether much less than is live may go out.
        confirm: asks a person whether it may, when that was not said.
        progress: how long work is shown.
        clock: what the announcer goes by; the machine's, unless a test brings its own.

    Raises:
        ContentError: the settings, a static page or the built site needs attention; nothing was delivered.
        CommandError: the world does; says what was done and what was not.
    """
    if only not in ONLY:
        parts = "Choose build, deliver, wait, tell or report."
        raise CommandError(f"There is no part of publishing called “{only}”.", parts)
    if only == "report":
        return report_held(read_held(root, environ), environ, say)
    if only == "tell":
        return tell_pull_requests(load_config(root, PUBLIC), environ, say)
    with only_one(root / ".cache" / "publish.lock", "Another publish of this site is running."):
        context = read_publish_context(root, environ)
        if only == "wait":
            wait_for_readers(context, environ.get("BUILD", ""), say)
            return 0
        if only == "deliver":
            stories, held = read_stories(root / "content", root).stories, read_held(root, environ)
            problems = inspect(context, stories, now, may_shrink=may_shrink)
        else:
            held, problems = build(context, now, say, may_shrink=may_shrink, progress=progress)
        raise_for_what_was_inspected(problems, say, confirm)
        handed_on = note_held(held, root)
        code = 0
        if only == "build":
            build_id = stage(context)
            outputs = {"held": handed_on, "build": build_id, "target": context.target.kind}
            write_outputs({**outputs, "new": _new_stories(context)}, environ)
        else:
            code = deliver_and_announce(context, say, clock, announce=only != "deliver")
        # A workflow goes on, and fails at its end.
        failed = report_held(held, {}, say)
        return code if only else max(code, failed)


def build(
    context: PublishContext, now: datetime, say: Say, *, may_shrink: bool, progress: Progress
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Check the content, build the site and inspect it; gives what is held up, and what is wrong.

    What only the built site shows of a story holds up that story alone, too: the site is built again without.

    Raises:
        ContentError: something has to be fixed first.
        CommandError: how a story that is held up stood before can't be found out.
    """
    cache = open_cache(context.root)
    content = load_content(context.root, context.config, now, cache, progress)
    live = live_copy(context)
    identities = live.stories | live.withdrawn if live else frozenset[str]()
    lost = (live.stories if live else frozenset()) - {story.identity for story in content.stories.stories}
    if lost:
        content = with_identities(content, find_renamed(context.root, lost))
    unfit, blamed = set[str](), list[Problem]()
    with tempfile.TemporaryDirectory() as workspace:
        while True:
            broken = replace(content, problems=in_order([*content.problems, *blamed]))
            sound, held = hold_up_broken(broken, identities, Path(workspace), unfit)
            sound.raise_for_errors()
            build_sound(context, sound, cache, live, say, progress=progress)
            problems = inspect(context, sound.stories.stories, now, may_shrink=may_shrink)
            errors = [problem for problem in problems if problem.is_error]
            wrong = _digests(errors, sound)
            if wrong <= unfit:
                return tuple(story.as_problem() for story in held), problems
            unfit |= wrong
            blamed += (problem for problem in errors if problem.file.startswith(f"{STORIES}/"))


def _digests(errors: Iterable[Problem], content: Content) -> set[str]:
    """Digests of the stories that have an error and can be held up; what was taken back never is."""
    files = {problem.file for problem in errors}
    stories = (loaded.story for loaded in content.loaded.values())
    return {story.digest for story in stories if story and story.file in files and not story.meta.withdrawn}


def build_sound(
    context: PublishContext,
    content: Content,
    cache: SqliteCache,
    live: LiveCopy | None,
    say: Say,
    *,
    progress: Progress,
) -> None:
    """Build the site of content in which nothing has to be fixed."""
    stories = content.stories.stories
    say(f"Checked {plural(len(stories), 'story')}. {summary(content.problems)}")
    links = read_post_links(context.root, context.environ)
    content = replace(content, conversations=links, ledger=ledger_named(context, live))
    output = {"OUTPUT_PATH": str(context.output)}
    report = build_content(content, PUBLIC, cache, output, search=True, progress=progress)
    # The photo of a withdrawn story must not wait in a cache.
    sweep_cache(content.photo_cache, set(report.renditions))
    say(
        f"Built {plural(report.stories, 'story')} on {plural(len(report.pages), 'page')}, "
        f"with {plural(report.photos, 'photo')} and {plural(report.feeds, 'feed')}."
    )


def inspect(
    context: PublishContext, stories: tuple[Story, ...], now: datetime, *, may_shrink: bool
) -> tuple[Problem, ...]:
    """Walk through the built site, and compare it with what is live.

    Raises:
        CommandError: nothing was built.
    """
    built(context.output)
    return inspect_output(
        context.output,
        context.config,
        stories=stories,
        pages=page_sources(context.root, context.config),
        now=now,
        live=live_copy(context),
        may_shrink=may_shrink,
    )


def raise_for_what_was_inspected(problems: tuple[Problem, ...], say: Say, confirm: Confirm) -> None:
    """Go on only with a site that may go out.

    When nothing else is wrong but that much is gone, a person may say yes to that.

    Raises:
        ContentError: it must not go out like this.
    """
    errors = [problem for problem in problems if problem.is_error]
    if [problem.code for problem in errors] == [SHRINKS] and confirm(f"{errors[0].message} Publish it?"):
        problems = tuple(problem for problem in problems if problem not in errors)
    raise_for_errors(problems)
    for problem in problems:
        say(f"{problem.file}: {problem.message} {problem.hint}")
    say(f"Inspected the built site. {summary(problems)}")


def live_copy(context: PublishContext) -> LiveCopy | None:
    """What readers have now, from the folder it is served from or the public address."""
    if isinstance(context.target, DirectorySettings):
        return read_live(partial(read_file, context.root / context.target.path))
    return read_live(lambda path: fetch(context.config.url(path)))


def _new_stories(context: PublishContext) -> str:
    """The stories that are not live yet, as one line for a workflow; empty before anything is live."""
    live = live_copy(context)
    new = sorted(read_manifest(context.output).stories - live.stories) if live else []
    return json.dumps(new) if new else ""


def ledger_named(context: PublishContext, live: LiveCopy | None) -> str | None:
    """The commit of the ledger for `/announce.json` to name; a rehearsal has a record of its own."""
    if context.served:
        return None
    return ledger_to_name(context.root, context.environ, live.ledger if live else None)
