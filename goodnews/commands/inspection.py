"""`./inv build --inspect`: the site as it would be published, looked through as a publish does."""

from datetime import datetime
from pathlib import Path

from goodnews.build import load_content
from goodnews.checks import static_file
from goodnews.commands.build import build_content, open_cache
from goodnews.commands.check import changed_files
from goodnews.config import PUBLIC, SiteConfig, load_config
from goodnews.held import hold_up_broken
from goodnews.history import STORIES
from goodnews.problems import Problem
from goodnews.publish.inspect import PageSource, inspect_output
from goodnews.story import key_in
from goodnews.terminal import Progress, in_silence


def run_inspection(
    root: Path, now: datetime, progress: Progress = in_silence, *, since: str = ""
) -> tuple[Problem, ...]:
    """Build the site with the public settings, and give all that would stop its publish or trouble a reader.

    `since` leaves out what is wrong with stories that are as they were at that commit, if no more differs.

    Raises:
        ContentError: the content has to be mended first; nothing was built.
        CommandError: the output can't be written, or a cache is in git.
    """
    cache = open_cache(root)
    content = load_content(root, load_config(root, PUBLIC), now, cache, progress)
    # A story that is held up is the check's to speak of, and stops nobody else's.
    content, _held = hold_up_broken(content, frozenset(), root)
    content.raise_for_errors()
    report = build_content(content, PUBLIC, cache, {}, search=True, progress=progress)
    problems = inspect_output(
        report.output,
        content.config,
        stories=content.stories.stories,
        pages=page_sources(root, content.config),
        now=now,
    )
    changed = changed_files(root, since) if since else frozenset()
    if not changed or not all(file.startswith(f"{STORIES}/") for file in changed):
        return problems
    keys = set(map(key_in, changed))
    return tuple(
        problem
        for problem in problems
        if not problem.file.startswith(f"{STORIES}/") or key_in(problem.file) in keys
    )


def page_sources(root: Path, config: SiteConfig) -> dict[str, PageSource]:
    """What the static pages are made of, by their paths in the output."""
    paths = sorted((root / "content" / "pages").glob("*.md"))
    names = frozenset(path.stem for path in paths)
    return {
        static_file(path.stem, names, config.language): PageSource(
            path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        )
        for path in paths
    }
