"""The built site, looked through as readers would get it: by a publish, and by `./inv build --inspect`."""

from datetime import datetime
from functools import partial
from pathlib import Path

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.checks import static_file
from goodnews.commands.build import build_content
from goodnews.commands.changes import changed_files
from goodnews.commands.publish_context import PublishContext, build_name, try_read
from goodnews.config import PUBLIC, SiteConfig, load_config
from goodnews.held import leave_out_broken
from goodnews.history import STORIES
from goodnews.pages import read_pages
from goodnews.problems import Problem, raise_for_errors, summary
from goodnews.publish.inspect import SHRINKS, PageSource, inspect_output
from goodnews.publish.manifest import PublishedManifest, fetch, read_live
from goodnews.publish.targets import DirectorySettings
from goodnews.story import Story, key_in
from goodnews.terminal import Confirm, Progress, Say, in_silence


def run_inspection(
    root: Path, now: datetime, progress: Progress = in_silence, *, since: str = ""
) -> tuple[Problem, ...]:
    """Build the site with the public settings, and give all that would stop its publish or trouble a reader.

    `since` leaves out what is wrong with stories that are as they were at that commit, if no more differs.
    ContentError when the content has to be mended first; nothing was built. CommandError when the output
    can't be written, or a cache is in git.
    """
    cache = open_cache(root)
    content = load_content(root, load_config(root, PUBLIC), now, cache, progress)
    # A story that is held up is the check's to speak of, and stops nobody else's.
    content = leave_out_broken(content)
    content.raise_for_errors()
    report = build_content(content, PUBLIC, cache, {}, search=True, progress=progress)
    pages = _page_sources(root, content.config)
    stories = content.stories.stories
    problems = inspect_output(report.output, content.config, stories=stories, pages=pages, now=now)
    changed = changed_files(root, since) if since else frozenset()
    if not changed or not all(file.startswith(f"{STORIES}/") for file in changed):
        return problems
    keys = set(map(key_in, changed))
    return tuple(
        problem
        for problem in problems
        if not problem.file.startswith(f"{STORIES}/") or key_in(problem.file) in keys
    )


def inspect(
    context: PublishContext, stories: tuple[Story, ...], now: datetime, *, may_shrink: bool
) -> tuple[Problem, ...]:
    """Walk through the site that a publish built, and compare it with what is live."""
    build_name(context.output)  # there has to be one
    return inspect_output(
        context.output,
        context.config,
        stories=stories,
        pages=_page_sources(context.root, context.config),
        now=now,
        live=live_copy(context),
        may_shrink=may_shrink,
    )


def raise_for_what_was_inspected(problems: tuple[Problem, ...], say: Say, confirm: Confirm) -> None:
    """Go on only with a site that may go out.

    When nothing else is wrong but that much is gone, a person may say yes to that.
    """
    errors = [problem for problem in problems if problem.is_error]
    if [problem.code for problem in errors] == [SHRINKS] and confirm(f"{errors[0].message} Publish it?"):
        problems = tuple(problem for problem in problems if problem not in errors)
    raise_for_errors(problems)
    for problem in problems:
        say(f"{problem.file}: {problem.message} {problem.hint}")
    say(f"Inspected the built site. {summary(problems)}")


def live_copy(context: PublishContext) -> PublishedManifest | None:
    """What readers have now, from the folder it is served from or the public address."""
    if isinstance(context.target, DirectorySettings):
        return read_live(partial(try_read, context.root / context.target.path))
    return read_live(lambda path: fetch(context.config.url(path)))


def _page_sources(root: Path, config: SiteConfig) -> dict[str, PageSource]:
    """What the static pages are made of, by their paths in the output."""
    texts, _unread = read_pages(root / "content", root)
    pages = {file: text for file, text in texts.items() if file.startswith("content/pages/")}
    names = frozenset(Path(file).stem for file in pages)
    return {
        static_file(Path(file).stem, names, config.language): PageSource(file, text)
        for file, text in pages.items()
    }
