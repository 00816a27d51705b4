"""`./inv build`: content into output."""

import contextlib
import io
import logging
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from goodnews.hands import nothing
from goodnews.jobs.caches import refuse_committed_caches
from goodnews.jobs.collecting import keeping_everything
from goodnews.jobs.search import refresh_search
from goodnews.looking import Looking
from goodnews.plugin.request import BuildReport, BuildRequest
from goodnews.problems import Trouble
from goodnews.progress import Progress, in_silence
from goodnews.story import Contents


def build_site(
    root: Path,
    settings_file: str,
    now: datetime,
    *,
    output: Path | None = None,
    conversations: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = in_silence,
    overrides: Mapping[str, Any] | None = None,
    search: bool = False,
    sweep: bool = False,
    whole: bool = False,
    contents: Contents | None = None,
    clock: Callable[[], float] = time.time,
    glance: Callable[[], None] = nothing,
    looking: Looking | None = None,
    meanwhile: Callable[[], None] = nothing,
    approve: Callable[[], None] = nothing,
) -> BuildReport:
    """Build the site of the project at `root`.

    Args:
        root: the project's root.
        settings_file: `pelicanconf.py` or `publishconf.py`.
        now: the moment it is built for (aware); decides about embargoes.
        output: where it goes, when not where the settings say.
        conversations: where each story is being talked about, by identity and network.
        progress: how long work is shown.
        overrides: settings to use instead of the file's.
        sweep: whether renditions that no public story needs are deleted from the cache.
        contents: what to build, for whoever looked at it already.
        whole: build even if nothing changed, and keep in memory what a preview needs.
        clock: the time by which files are old, in seconds since 1970.
        glance: called often; it stops the build by raising something.
        looking: a look at the output, for whoever began one already.
        meanwhile: called here once, if at all, while other hands are busy.
        approve: asked before anything of the site is written; stops the build by raising something.
        search: whether there is to be a search index, made anew as a whole whenever a story's page changed.

    Raises:
        ContentError: with every problem of the content or the settings.
        Trouble: the output can't be written, or a cache is in git.
    """
    # Pelican and its parsers cost a third of a second to import, so tasks that do not build don't.
    from pelican import Pelican
    from pelican.settings import read_settings

    refuse_committed_caches(root)
    reports: list[BuildReport] = []
    request = BuildRequest(
        root=root,
        cache=root / ".cache",
        now=now,
        done=reports.append,
        conversations=conversations or {},
        progress=progress,
        sweep=sweep,
        whole=whole,
        contents=contents,
        search=search,
        clock=clock,
        glance=glance,
        looking=looking,
        meanwhile=meanwhile,
        approve=_aloud(approve),
    )
    wanted: dict[str, Any] = {**(overrides or {}), "GOODNEWS": request}
    if output:
        wanted["OUTPUT_PATH"] = str(output)
    settings = read_settings(str(root / settings_file), override=wanted)
    try:
        # Pelican ends with a line that counts what its own generators did: nothing.
        with contextlib.redirect_stdout(io.StringIO()), _quiet_pelican(), keeping_everything():
            Pelican(settings).run()
    except OSError as error:
        raise Trouble(
            f"The site can't be written: {error.strerror or error}.", "Check the disk and permissions."
        ) from error
    (report,) = reports
    if search:
        refresh_search(report, root / ".cache")
    return report


def _aloud(ask: Callable[[], None]) -> Callable[[], None]:
    """Let what is asked meanwhile be heard, though Pelican is not."""
    out = sys.stdout

    def heard() -> None:
        with contextlib.redirect_stdout(out):
            ask()

    return heard


@contextlib.contextmanager
def _quiet_pelican() -> Any:
    """Keep Pelican's advice about empty article folders to itself; errors still show."""
    logger = logging.getLogger("pelican")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
