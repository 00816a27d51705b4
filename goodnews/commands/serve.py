"""`./inv serve`: build, watch, build again, refresh the browser."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from goodnews.build import load_content
from goodnews.commands.build import build_content, open_cache
from goodnews.config import DEVELOPMENT, PUBLIC, load_config
from goodnews.problems import ContentError
from goodnews.serve import LiveReload, PreviewServer, watch
from goodnews.templates import MemoryBytecodeCache
from goodnews.terminal import Progress, in_silence


def serve(
    root: Path,
    port: int,
    say: Callable[[str], None],
    *,
    stop: threading.Event | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Progress = in_silence,
) -> None:
    """Show the site at `http://127.0.0.1:<port>/` until interrupted.

    Args:
        root: the project's root.
        port: which port; 0 takes a free one.
        say: told one line when it is up and one after each build.
        stop: ends the preview, for tests.
        now: the clock.
        progress: how long work is shown.

    Raises:
        CommandError: the port is taken.
    """
    output, state, cache = root / "output", LiveReload(), open_cache(root)
    with PreviewServer(output, state, port) as server:
        # Addresses on the pages are those of this preview, so that every link can be followed.
        settings = {
            "SITEURL": server.url,
            "OUTPUT_PATH": str(output),
            "JINJA_ENVIRONMENT": {"bytecode_cache": MemoryBytecodeCache()},
        }

        def rebuild() -> bool:
            content = load_content(root, load_config(root, PUBLIC), now(), cache, progress)
            try:
                content.raise_for_errors()
            except ContentError as error:
                for problem in error.problems:
                    if problem.is_error:
                        say(f"{problem.file}, line {problem.line}: {problem.message} {problem.hint}")
                raise
            report = build_content(content, DEVELOPMENT, cache, settings, progress=progress)
            say(f"Built {report.stories} stories, {report.written} files changed.")
            return bool(report.changed)

        say(f"Open {server.url}/ in your browser. Ctrl+C stops it.")
        folders = [root / "content", root / "theme", root / DEVELOPMENT, root / PUBLIC]
        watch(folders, rebuild, state, stop or threading.Event())
