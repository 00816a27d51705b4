"""`./inv serve`: build, watch, build again, refresh the browser."""

import threading
from collections.abc import Callable
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

        def build() -> BuildReport:
            report = build_site(
                root,
                "pelicanconf.py",
                now(),
                output=output,
                overrides=settings,
                whole=True,
            )
            say(f"Built {report.stories} stories, {report.written} files changed.")
            return report

        say(f"Open {server.url}/ in your browser. Ctrl+C stops it.")
        preview = Preview(build, state)
        preview.change()
        for problem in state.shown.problems:
            say(f"{problem.file}, line {problem.line}: {problem.what} {problem.fix}")
        folders = [root / "content", root / "theme", root / "pelicanconf.py"]
        watch(folders, preview, stop or threading.Event())
