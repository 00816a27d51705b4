"""`check`: read the stories, run every rule, show what was found."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from goodnews.checks import check_settings, check_stories
from goodnews.jobs.collecting import keeping_everything
from goodnews.jobs.reporting import report
from goodnews.problems import Problem, Trouble, as_github, as_json, as_text, in_order
from goodnews.story import Library, Story, read_remembered, reading_recipe
from goodnews.trust import Trust

FORMATS = ("text", "github", "json", "markdown")
MORE = "Each rule is explained in docs/checks.md."


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has to say.

    Attributes:
        problems: all that was found, sorted.
        stories: how many stories were checked.
        show: puts the problems into the format asked for.
    """

    problems: tuple[Problem, ...]
    stories: int
    show: Callable[[], str]

    @property
    def text(self) -> str:
        """The problems in the format asked for; a publish has no use for it."""
        return self.show()

    @property
    def code(self) -> int:
        """The exit code: 1 when anything has to be fixed first."""
        return int(any(problem.is_error for problem in self.problems))


def run_check(
    wanted: Sequence[str],
    format: str,  # noqa: A002 - as people type it
    *,
    root: Path,
    trust: Trust,
    now: datetime,
    workers: int | None = None,
) -> Checked:
    """Check all stories, or those named.

    Args:
        wanted: stories as people name them: `2026/night-on-ward-7`, `night-on-ward-7`, or a path.
        format: `text`, `github`, `json` or `markdown`.
        root: the project's root.
        trust: the Trust's settings.
        now: the moment, aware.
        workers: processes to share the work; as many as there are processors when left out.

    Raises:
        Trouble: a format or a story that there isn't.
    """
    if format not in FORMATS:
        raise Trouble(f"There is no format “{format}”.", f"Choose from {', '.join(FORMATS)}.")
    workers = workers or os.cpu_count() or 1
    with keeping_everything():
        library = read_remembered(root / "content", root, root / ".cache", reading_recipe())
        if not wanted:
            more = check_settings(root, trust, now, readable=_readable)
            return _check(library, None, more, format, root, trust, now, workers)
        unread = [problem for problem in library.problems if _names(wanted, problem.file)]
        return _check(library, choose(library, wanted), unread, format, root, trust, now, workers)


def check_keys(keys: Collection[str], *, root: Path, trust: Trust, now: datetime) -> Checked | None:
    """Check the stories of some folders, in Markdown; None when no story is there, nor a problem.

    Args:
        keys: folders below `content/stories`, `2026/night-on-ward-7`.
        root: the project's root.
        trust: the Trust's settings.
        now: the moment, aware.
    """
    library = read_remembered(root / "content", root, root / ".cache", reading_recipe())
    only = [story for story in library.stories if story.key in keys]
    unread = [problem for problem in library.problems if key_in(problem.file) in keys]
    if not only and not unread:
        return None
    return _check(library, only, unread, "markdown", root, trust, now, os.cpu_count() or 1)


def key_in(file: str) -> str:
    """The key of the story that a file below `content/stories` belongs to.

    >>> key_in("content/stories/2026/night-on-ward-7/story.md")
    '2026/night-on-ward-7'
    """
    return "/".join(file.removeprefix("content/stories/").split("/")[:2])


def _check(
    library: Library,
    only: Sequence[Story] | None,
    more: Iterable[Problem],
    format: str,  # noqa: A002
    root: Path,
    trust: Trust,
    now: datetime,
    workers: int,
) -> Checked:
    """Run the rules on stories, add the problems that are no story's, and show it all."""
    found = check_stories(
        library,
        trust,
        now,
        only=only,
        cache=root / ".cache" / "checks.json",
        photo_cache=root / ".cache" / "photos",
        workers=workers,
    )
    problems = in_order((*found, *more))
    stories = library.stories if only is None else tuple(only)

    def show() -> str:
        match format:
            case "github":
                return as_github(problems)
            case "json":
                return as_json(problems)
            case "markdown":
                return report(problems, stories, trust, now)
            case _:
                return f"{as_text(problems)}\n{MORE}" if problems else as_text(problems)

    return Checked(problems, len(stories), show)


def _readable(accent: str) -> str:
    """The accent itself when text can be read in it; the pages know the grounds it stands on."""
    from goodnews.pages.colours import is_readable, readable_accent

    return accent if is_readable(accent) else readable_accent(accent)


def choose(library: Library, wanted: Sequence[str]) -> list[Story]:
    """Find the stories that people named.

    Raises:
        Trouble: with the nearest name, for one that isn't there.
    """
    chosen: dict[str, Story] = {}
    for name in wanted:
        tidy = _tidy(name)
        matches = [story for story in library.stories if tidy in (story.key, story.key.split("/")[1])]
        if not matches and not any(_names([name], problem.file) for problem in library.problems):
            close = get_close_matches(tidy, [story.key for story in library.stories], n=1, cutoff=0.5)
            raise Trouble(
                f"There is no story “{name}”.",
                f"Did you mean {close[0]}?" if close else "Name it by its folder, like 2026/night-on-ward-7.",
            )
        chosen.update((story.key, story) for story in matches)
    return list(chosen.values())


def _tidy(name: str) -> str:
    path = name.replace("\\", "/").rstrip("/").removesuffix("/story.md")
    return path.rpartition("content/stories/")[2].removeprefix("stories/").removeprefix("./")


def _names(wanted: Sequence[str], file: str) -> bool:
    """Whether a problem's file belongs to a story that was named."""
    return any(f"/{_tidy(name)}/" in file for name in wanted)
