"""`./inv serve`: build, watch, build again, refresh the browser."""

import contextlib
import gc
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from goodnews.jobs.build import build_site
from goodnews.plugin.request import BuildReport
from goodnews.preview import Preview, PreviewServer, PreviewState, watch


def serve(
    root: Path,
    port: int,
    say: Callable[[str], None],
    *,
    stop: threading.Event | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Show the site at `http://127.0.0.1:<port>/` until interrupted.

    Args:
        root: the project's root.
        port: which port; 0 takes a free one.
        say: told one line when it is up and one after each build.
        stop: ends the preview, for tests.
        now: the clock.

    Raises:
        Trouble: the port is taken.
    """
    output = root / "output"
    state = PreviewState()
    with PreviewServer(output, state, port) as server:
        # Addresses on the pages are those of this preview, so that every link can be followed.
        settings = {"SITEURL": server.url}

        def build(glance: Callable[[], None]) -> BuildReport:
            @contextlib.contextmanager
            def progress(_label: str, _total: int) -> Iterator[Callable[[], None]]:
                yield glance

            return build_site(
                root,
                "pelicanconf.py",
                now(),
                output=output,
                overrides=settings,
                progress=progress,
                whole=True,
                glance=glance,
            )

        def settled(report: BuildReport) -> None:
            _tidy()
            say(f"Built {report.stories} stories, {report.written} files changed.")

        say(f"Open {server.url}/ in your browser. Ctrl+C stops it.")
        preview = Preview(build, state, settled)

        def tell_problems() -> None:
            for problem in state.shown.problems:
                say(f"{problem.file}, line {problem.line}: {problem.what} {problem.fix}")

        folders = [root / "content", root / "theme", root / "pelicanconf.py"]
        watch(folders, preview, stop or threading.Event(), tell_problems)


def _tidy() -> None:
    """Let go of the build before, and spare Python looking for garbage in this one at every edit.

    Each build's parts hold each other, so the one before goes only when it is looked for; and that finds it
    only when the preview has taken the new one in its place. Looked for earlier, three sites are in memory
    while the next is built, not two.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
