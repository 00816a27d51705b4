"""`./inv serve`: build, watch, build again, refresh the browser."""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from goodnews.build import load_content
from goodnews.commands.build import build_content, open_cache
from goodnews.commands.tidy import tidy_saved, tidy_uncommitted
from goodnews.config import DEVELOPMENT, PUBLIC, load_config
from goodnews.content import Content
from goodnews.held import leave_out_broken
from goodnews.problems import CommandError, Problem, by_file
from goodnews.serve import LiveReload, preview_server, watch
from goodnews.templates import MemoryBytecodeCache
from goodnews.terminal import Progress, Say, in_silence

OUTPUT = Path(".cache") / "preview"


def serve(
    root: Path,
    port: int,
    say: Say,
    *,
    stop: threading.Event | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Progress = in_silence,
) -> None:
    """Show the site at `http://127.0.0.1:<port>/` until `stop` is set, drafts and stories to come too.

    CommandError when the port is taken; 0 takes a free one.
    """
    # Not output/: drafts are shown here, and what is there may be delivered.
    output, state, cache = root / OUTPUT, LiveReload(), open_cache(root)
    known: dict[str, list[Problem]] = {}
    before: Content | None = None
    with preview_server(output, state, port) as url:
        # Addresses on the pages are those of this preview, so that every link can be followed.
        settings = {
            "SITEURL": url,
            "OUTPUT_PATH": str(output),
            "JINJA_ENVIRONMENT": {"bytecode_cache": MemoryBytecodeCache()},
        }

        def rebuild(saved: Collection[str]) -> bool:
            nonlocal before
            for line in tidy_saved(root, saved) if saved else tidy_uncommitted(root):
                say(line)
            before = content = load_content(root, load_config(root, PUBLIC), now(), cache, progress, before)
            broken = by_file(problem for problem in content.problems if problem.is_error)
            for line in news_of_errors(known, broken):
                say(line)
            known.clear()
            known.update(broken)
            sound = replace(leave_out_broken(content) if broken else content, is_preview=True)
            sound.raise_for_errors()
            report = build_content(sound, DEVELOPMENT, cache, settings, progress=progress)
            say(f"Built {report.stories} stories, {len(report.changed)} files changed.")
            state.is_built = True
            content.raise_for_errors()
            return bool(report.changed)

        def rebuild_aloud(saved: Collection[str]) -> bool:
            try:
                return rebuild(saved)
            except CommandError as error:
                say(str(error))
                raise

        say(f"Open {url}/ in your browser. Ctrl+C stops it.")
        folders = [root / "content", root / "theme", root / DEVELOPMENT, root / PUBLIC]
        with suppress(KeyboardInterrupt):  # what was just said to stop it
            watch(folders, rebuild_aloud, state, stop or threading.Event())
        say("Stopped.")


def news_of_errors(
    before: Mapping[str, Sequence[Problem]], now: Mapping[str, Sequence[Problem]]
) -> Iterator[str]:
    """Lines that say which files are broken since the last build, and how, and which are mended."""
    for file, errors in now.items():
        if errors != before.get(file):
            yield f"Broken: {file}"
            yield from (f"  Line {error.line}: {error.message} {error.hint}" for error in errors)
    yield from (f"Mended: {file}" for file in before if file not in now)
    if now and now == before:
        yield f"Still broken: {', '.join(now)}"
