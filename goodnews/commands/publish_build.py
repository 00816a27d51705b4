"""The first half of a publish: check, hold up what has an error, build, inspect."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodnews.announce.git_branch import ledger_to_name, read_post_links
from goodnews.build import load_content
from goodnews.cache import SqliteCache, open_cache
from goodnews.commands.build import build_content
from goodnews.commands.changes import find_renamed, with_identities
from goodnews.commands.inspection import inspect, live_copy
from goodnews.commands.publish_context import PublishContext
from goodnews.config import PUBLIC
from goodnews.content import Content
from goodnews.held import hold_up_broken, version_of
from goodnews.held_pages import Version, hold_up_broken_pages, version_of_page
from goodnews.photos import sweep_cache
from goodnews.problems import Problem, summary
from goodnews.publish.manifest import PublishedManifest
from goodnews.terminal import Progress, Say, plural


def build_public_site(
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
