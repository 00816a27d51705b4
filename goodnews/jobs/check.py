"""`check`: read the stories, run every rule, show what was found."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from goodnews.checks import check_stories
from goodnews.jobs.checking import Checking
from goodnews.jobs.collecting import keeping_everything
from goodnews.jobs.reporting import report
from goodnews.problems import Problem, Trouble, as_github, as_json, as_text, in_order
from goodnews.story import Contents, Library, Story
from goodnews.trust import Trust

FORMATS = ("text", "github", "json", "markdown")
MORE = "Each rule is explained in docs/checks.md."


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has to say.

    Attributes:
        problems: all that was found, sorted.
        stories: how many stories were checked.
        contents: what was checked, for whoever builds it next.
        show: puts the problems into the format asked for.
    """

    problems: tuple[Problem, ...]
    stories: int
    contents: Contents
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
    anew: bool = False,
) -> Checked:
    """Check all stories, or those named.

    Args:
        wanted: stories as people name them: `2026/night-on-ward-7`, `night-on-ward-7`, or a path.
        format: `text`, `github`, `json` or `markdown`.
        root: the project's root.
        trust: the Trust's settings.
        now: the moment, aware.
        anew: look at every story even if nothing changed since the last check.

    Raises:
        Trouble: a format or a story that there isn't.
    """
    if format not in FORMATS:
        raise Trouble(f"There is no format “{format}”.", f"Choose from {', '.join(FORMATS)}.")
    with keeping_everything():
        contents = Contents(root, root / ".cache")
        if not wanted:
            return _check_all(contents, format, trust, now, anew=anew)
        library = contents.read()
        unread = [problem for problem in library.problems if _names(wanted, problem.file)]
        return _check_some(contents, choose(library, wanted), unread, format, trust, now)


def check_keys(keys: Collection[str], *, root: Path, trust: Trust, now: datetime) -> Checked | None:
    """Check the stories of some folders, in Markdown; None when no story is there, nor a problem.

    Args:
        keys: folders below `content/stories`, `2026/night-on-ward-7`.
        root: the project's root.
        trust: the Trust's settings.
        now: the moment, aware.
    """
    contents = Contents(root, root / ".cache")
    library = contents.read()
    only = [story for story in library.stories if story.key in keys]
    unread = [problem for problem in library.problems if key_in(problem.file) in keys]
    if not only and not unread:
        return None
    return _check_some(contents, only, unread, "markdown", trust, now)


def key_in(file: str) -> str:
    """The key of the story that a file below `content/stories` belongs to.

    >>> key_in("content/stories/2026/night-on-ward-7/story.md")
    '2026/night-on-ward-7'
    """
    return "/".join(file.removeprefix("content/stories/").split("/")[:2])


def _check_all(
    contents: Contents,
    format: str,  # noqa: A002
    trust: Trust,
    now: datetime,
    *,
    anew: bool,
) -> Checked:
    """Run the rules on every story and on the site's own settings."""
    known = Checking(contents, trust, now, anew=anew).answer()
    return Checked(
        known.problems,
        known.stories,
        contents,
        lambda: _show(known.problems, contents.read().stories, format, trust, now),
    )


def _check_some(
    contents: Contents,
    only: Sequence[Story],
    more: Iterable[Problem],
    format: str,  # noqa: A002
    trust: Trust,
    now: datetime,
) -> Checked:
    """Run the rules on some stories, and add the problems that are no story's."""
    cache = contents.root / ".cache"
    found = check_stories(
        contents.read(),
        trust,
        now,
        only=only,
        cache=cache / "checks.db",
        photo_cache=cache / "photos",
        workers=os.cpu_count() or 1,
    )
    problems = in_order((*found, *more))
    return Checked(problems, len(only), contents, lambda: _show(problems, only, format, trust, now))


def _show(
    problems: Sequence[Problem],
    stories: Sequence[Story],
    format: str,  # noqa: A002
    trust: Trust,
    now: datetime,
) -> str:
    match format:
        case "github":
            return as_github(problems)
        case "json":
            return as_json(problems)
        case "markdown":
            return report(problems, stories, trust, now)
        case _:
            return f"{as_text(problems)}\n{MORE}" if problems else as_text(problems)


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
