"""`check`: read the stories, run every rule, show what was found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from goodnews.build import load_content
from goodnews.checks import COLLECTION_RULES
from goodnews.checks.originals import HIDDEN_DATA
from goodnews.commands.build import open_cache
from goodnews.commands.changes import MovedStories, find_moved
from goodnews.commands.reporting import report
from goodnews.config import SiteConfig
from goodnews.content import Content
from goodnews.git import Git, GitError
from goodnews.problems import CommandError, Problem, Severity, as_github, as_json, as_text, in_order
from goodnews.story import Story, StoryCollection, key_in
from goodnews.terminal import Progress, in_silence

FORMATS = ("text", "github", "json", "markdown")
_ABOUT_ALL = ("pelicanconf.py", "publishconf.py", "theme/", "goodnews/", "requirements.txt")
_AMONG_STORIES = frozenset(rule.code for rule in COLLECTION_RULES)
MORE = "Each rule is explained in docs/checks.md."


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check has to say.

    Attributes:
        problems: all that was found, sorted.
        stories: the stories that were checked.
        content: all content, which they are part of.
    """

    problems: tuple[Problem, ...]
    stories: tuple[Story, ...]
    content: Content

    @property
    def code(self) -> int:
        """The exit code: 1 when anything has to be fixed first."""
        return int(any(problem.is_error for problem in self.problems))

    def in_public(self) -> "CheckResult":
        """The same where everybody can read the repository: what originals still say is an error then."""
        problems = (
            problem._replace(severity=Severity.ERROR) if problem.code == HIDDEN_DATA else problem
            for problem in self.problems
        )
        return replace(self, problems=tuple(sorted(problems)))

    def show(self, format: str) -> str:  # noqa: A002 - as people type it
        """Put the problems into one of `FORMATS`."""
        match format:
            case "github":
                return as_github(self.problems)
            case "json":
                return as_json(self.problems)
            case "markdown":
                return report(self.problems, self.stories, self.content.config, self.content.now)
            case _:
                return f"{as_text(self.problems)}\n{MORE}" if self.problems else as_text(self.problems)


def run_check(
    requested: Sequence[str],
    root: Path,
    config: SiteConfig,
    now: datetime,
    progress: Progress = in_silence,
    *,
    since: str = "",
) -> CheckResult:
    """Check all stories and the site's settings, or only the stories named.

    Args:
        requested: stories as people name them: `2026/night-on-ward-7`, `night-on-ward-7`, or a path.
        root: the project's root.
        config: the Trust's public settings.
        now: the moment, aware.
        progress: how long work is shown.
        since: only what differs from this commit, as a pull request may fail for nothing else.

    Raises:
        CommandError: a story that there isn't, or a commit that git does not know.
    """
    changed = changed_files(root, since) if since else frozenset()
    content = load_content(root, config, now, open_cache(root), progress)
    # Settings, the theme and the program are about every story.
    if since:
        moved = tuple(find_moved(root, since, now).problems(content))
        content = replace(content, problems=in_order([*content.problems, *moved]))
    if since and not any(file.startswith(_ABOUT_ALL) for file in changed):
        return _changed(content, changed)
    if not requested:
        return CheckResult(content.problems, content.stories.stories, content)
    stories = tuple(choose(content.stories, requested))
    files = {story.file for story in stories}
    problems = (
        problem for problem in content.problems if problem.file in files or _names(requested, problem.file)
    )
    return CheckResult(tuple(problems), stories, content)


def _changed(content: Content, files: frozenset[str]) -> CheckResult:
    """What was found in changed files, and in stories that lead to changed ones."""
    keys = {key_in(file) for file in files if file.startswith("content/stories/")}
    leading = {
        story.file
        for story in content.stories.stories
        if any(key in f"{story.body} {story.meta.translation}" for key in keys)
    }
    problems = tuple(
        problem
        for problem in content.problems
        if problem.file in files
        or key_in(problem.file) in keys
        or (problem.file in leading and problem.code in _AMONG_STORIES)
    )
    stories = tuple(story for story in content.stories.stories if story.key in keys)
    return CheckResult(problems, stories, content)


def changed_files(root: Path, since: str, below: str = ".") -> frozenset[str]:
    """The files below a folder that differ from a commit, by their paths from the root.

    Raises:
        CommandError: git does not know the commit.
    """
    unknown = CommandError(f"Git does not know “{since}”.", "Name a commit or a branch, like main.")
    if since.startswith("-"):  # it would be an option to git
        raise unknown
    try:
        diff = ("diff", "--name-only", "--no-renames", "--relative", "-z", since, "--", below)
        return frozenset(Git(root).names(*diff))
    except GitError:
        raise unknown from None


def changed_folders(root: Path, since: str) -> frozenset[str]:
    """Keys of the stories that differ from a commit.

    Raises:
        CommandError: git does not know the commit.
    """
    return frozenset(map(key_in, changed_files(root, since, "content/stories")))


def check_keys(
    keys: Collection[str], moved: MovedStories, root: Path, config: SiteConfig, now: datetime
) -> CheckResult | None:
    """Check the stories of keys like `2026/night-on-ward-7`; None when there is neither story nor problem."""
    content = load_content(root, config, now, open_cache(root))
    stories = tuple(story for story in content.stories.stories if story.key in keys)
    problems = in_order([*content.problems, *moved.problems(content)])
    problems = tuple(problem for problem in problems if key_in(problem.file) in keys)
    return CheckResult(problems, stories, content) if stories or problems else None


def refuse_unknown_format(format: str) -> None:  # noqa: A002 - as people type it
    """Go on only with a format that there is.

    Raises:
        CommandError: there is none of that name.
    """
    if format not in FORMATS:
        raise CommandError(f"There is no format “{format}”.", f"Choose from {', '.join(FORMATS)}.")


def choose(library: StoryCollection, requested: Sequence[str]) -> list[Story]:
    """Find the stories that people named.

    Raises:
        CommandError: with the nearest name, for one that isn't there.
    """
    chosen: dict[str, Story] = {}
    for name in requested:
        tidy = _tidy(name)
        matches = [story for story in library.stories if tidy in (story.key, story.key.split("/")[1])]
        if not matches and not any(_names([name], problem.file) for problem in library.problems):
            close = get_close_matches(tidy, [story.key for story in library.stories], n=1, cutoff=0.5)
            raise CommandError(
                f"There is no story “{name}”.",
                f"Did you mean {close[0]}?" if close else "Name it by its folder, like 2026/night-on-ward-7.",
            )
        chosen.update((story.key, story) for story in matches)
    return list(chosen.values())


def _tidy(name: str) -> str:
    path = name.replace("\\", "/").rstrip("/").removesuffix("/story.md")
    return path.rpartition("content/stories/")[2].removeprefix("stories/").removeprefix("./")


def _names(requested: Sequence[str], file: str) -> bool:
    """Whether a problem's file belongs to a story that was named."""
    return any(f"/{_tidy(name)}/" in file for name in requested)
