"""`./inv serve`: build, watch, build again, refresh the browser."""

import gc
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from goodnews.build import load_content
from goodnews.cache import SqliteCache, open_cache
from goodnews.commands.build import build_content
from goodnews.commands.tidy import tidy_saved, tidy_uncommitted
from goodnews.config import DEVELOPMENT, PUBLIC, load_config
from goodnews.content import Content
from goodnews.held import leave_out_broken
from goodnews.problems import CommandError, ContentError, Problem, Severity, by_file, has_errors
from goodnews.serve import LiveReload, preview_server, watch
from goodnews.terminal import Say

OUTPUT = Path(".cache") / "preview"


def serve(
    root: Path,
    port: int,
    say: Say,
    *,
    stop: threading.Event | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Show the site at `http://127.0.0.1:<port>/` until `stop` is set, drafts and stories to come too.

    CommandError when the port is taken; 0 takes a free one.
    """
    # Not output/: drafts are shown here, and what is there may be delivered.
    output, state, cache = root / OUTPUT, LiveReload(), open_cache(root)
    folders = [root / "content", root / "theme", root / DEVELOPMENT, root / PUBLIC]
    with preview_server(output, state, port) as url:
        # Addresses on the pages are those of this preview, so that every link can be followed.
        settings = {"SITEURL": url, "OUTPUT_PATH": str(output)}
        content: Content | None = None
        broken: Mapping[str, Sequence[Problem]] = {}
        say(f"Open {url}/ in your browser. Ctrl+C stops it.")
        with suppress(KeyboardInterrupt):  # what was just said to stop it
            for saved in watch(folders, stop or threading.Event()):
                try:
                    for line in tidy_saved(root, saved) if saved else tidy_uncommitted(root):
                        say(line)
                    content = load_content(root, load_config(root, PUBLIC), now(), cache, before=content)
                    problems, before = content.problems, broken
                    broken = by_file(problem for problem in problems if problem.is_error)
                    for line in news_of_errors(before, broken):
                        say(line)
                    changed = _build(content, settings, cache, say)
                    state.is_built = True
                except ContentError as error:
                    changed, problems = True, error.problems
                except CommandError as error:
                    say(str(error))
                    trouble = Problem("the preview", 1, Severity.ERROR, "preview", error.message, error.hint)
                    changed, problems = True, (trouble,)
                state.show(tuple(problem for problem in problems if problem.is_error), changed=changed)
                # What a build leaves holds itself in rings, and they add up over a day of writing.
                gc.collect()
        say("Stopped.")


def _build(content: Content, settings: Mapping[str, object], cache: SqliteCache, say: Say) -> bool:
    """Build what is not broken; gives whether any page changed.

    ContentError when so much is broken that nothing can be built.
    """
    sound = leave_out_broken(content) if has_errors(content.problems) else content
    sound.raise_for_errors()
    report = build_content(replace(sound, is_preview=True), DEVELOPMENT, cache, settings)
    say(f"Built {report.stories} stories, {len(report.changed)} files changed.")
    return bool(report.changed)


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
