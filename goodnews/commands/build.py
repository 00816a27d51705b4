"""`./inv build`: content into output."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from goodnews.build import BuildReport, load_content
from goodnews.cache import SqliteCache, open_cache
from goodnews.config import PUBLIC, load_config
from goodnews.content import Content
from goodnews.held import leave_out_broken
from goodnews.site.search import refresh_index
from goodnews.terminal import Progress, in_silence


def build_site(
    root: Path,
    settings_file: str,
    now: datetime,
    *,
    output: Path | None = None,
    leave_out: bool = False,
    progress: Progress = in_silence,
) -> BuildReport:
    """Check the project and build its site, into `output` or else to where the settings say.

    `leave_out` leaves stories with an error out, as in a preview of a change to others. ContentError with
    every problem of the content or the settings; nothing was written. CommandError when the output can't be
    written, or a cache is in git.
    """
    cache = open_cache(root)
    content = load_content(root, load_config(root, PUBLIC), now, cache, progress)
    if leave_out:
        content = leave_out_broken(content)
    content.raise_for_errors()
    overrides = {"OUTPUT_PATH": str(output)} if output else {}
    return build_content(content, settings_file, cache, overrides, progress=progress)


def describe(report: BuildReport, *, explain: bool) -> str:
    """What a build did, in a line or two; with `explain` also why each page was drawn again."""
    lines = []
    if explain:
        stale = sorted(page.path for page in report.pages if page.path in report.reasons)
        lines += [f"{path}: {report.reasons[path]}" for path in stale]
        lines.append(f"{len(report.pages) - len(stale)} pages stayed as they were.")
    pages = f"{report.stories} stories on {len(report.pages)} pages"
    lines.append(f"{pages}, {report.photos} photos, {report.feeds} feeds.")
    lines.append(f"{len(report.changed)} files changed, {len(report.gone)} removed. Look in output/")
    return "\n".join(lines)


def build_content(
    content: Content,
    settings_file: str,
    cache: SqliteCache,
    overrides: Mapping[str, Any],
    *,
    search: bool = False,
    progress: Progress = in_silence,
) -> BuildReport:
    """Have Pelican build the site of content that was looked at already."""
    # Pelican takes a third of a second to load, and a check that finds something never needs it.
    from goodnews.plugin import Job, run_pelican

    job = Job(content, cache, progress, search)
    report = run_pelican(content.root / settings_file, job, overrides)
    if search:
        refresh_index(report.output, report.story_pages, cache)
    return report
