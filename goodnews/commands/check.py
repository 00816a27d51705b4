"""`./inv check`: read the stories, run every rule, show what was found."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.checks import COLLECTION_RULES
from goodnews.checks.originals import HIDDEN_DATA
from goodnews.commands.changes import changed_files, find_moved
from goodnews.commands.look import look_into, sighting_problems
from goodnews.commands.reporting import report
from goodnews.commands.stories import choose_keys
from goodnews.commands.workflow import is_public
from goodnews.config import SiteConfig
from goodnews.content import Content
from goodnews.history import STORIES
from goodnews.problems import (
    Problem,
    Severity,
    UsageError,
    as_github,
    as_json,
    as_text,
    has_errors,
    in_order,
)
from goodnews.story import Story, key_in
from goodnews.terminal import Progress, in_silence

FORMATS = ("text", "github", "json", "markdown")
_ABOUT_ALL = ("pelicanconf.py", "publishconf.py", "theme/", "goodnews/", "requirements.txt")
_AMONG_STORIES = frozenset(rule.code for rule in COLLECTION_RULES)
MORE = "Each rule is explained in docs/checks.md."


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found, sorted, in the stories that were checked; `content` is all there is beside them."""

    problems: tuple[Problem, ...]
    stories: tuple[Story, ...]
    content: Content

    @property
    def code(self) -> int:
        """The exit code: 1 when anything has to be fixed first."""
        return int(has_errors(self.problems))

    def only(self, keys: Collection[str]) -> "CheckResult":
        """The same of these stories alone."""
        return CheckResult(
            tuple(problem for problem in self.problems if key_in(problem.file) in keys),
            tuple(story for story in self.stories if story.key in keys),
            self.content,
        )

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
    names: Sequence[str],
    root: Path,
    config: SiteConfig,
    now: datetime,
    environ: Mapping[str, str],
    progress: Progress = in_silence,
    *,
    since: str = "",
) -> CheckResult:
    """Check all stories and the site's settings, or only the stories named.

    With `since` only what differs from that commit, as a pull request may fail for nothing else. The photos
    of stories that are chosen so are looked into; without a choice they are many, and only what was seen
    before is said. CommandError for a story that there isn't, or a commit that git does not know.
    """
    changed = changed_files(root, since) if since else frozenset()
    content = load_content(root, config, now, open_cache(root), progress)
    named, problems = choose_keys(content.stories.folders, names), list(content.problems)
    problems += sighting_problems(content, look_into(content, named | _stories_of(changed), progress))
    if since:
        problems += find_moved(root, since, now).problems(content)
    if is_public(config, environ):
        # What originals still say can be read by everybody.
        problems = [
            problem._replace(severity=Severity.ERROR) if problem.code == HIDDEN_DATA else problem
            for problem in problems
        ]
    checked = CheckResult(in_order(problems), content.stories.stories, content)
    # Settings, the theme and the program are about every story.
    if since and not any(file.startswith(_ABOUT_ALL) for file in changed):
        checked = _changed(checked, changed)
    return checked.only(named) if names else checked


def _stories_of(files: Collection[str]) -> set[str]:
    return {key_in(file) for file in files if file.startswith(f"{STORIES}/")}


def _changed(checked: CheckResult, files: frozenset[str]) -> CheckResult:
    """What was found in changed files, and in stories that lead to changed ones."""
    keys = _stories_of(files)
    leading = {
        story.file
        for story in checked.stories
        if any(key in f"{story.body} {story.meta.translation}" for key in keys)
    }
    problems = tuple(
        problem
        for problem in checked.problems
        if problem.file in files
        or key_in(problem.file) in keys
        or any(file.startswith(f"{problem.file}/") for file in files)
        or (problem.file in leading and problem.code in _AMONG_STORIES)
    )
    return replace(checked.only(keys), problems=problems)


def refuse_unknown_format(format: str) -> None:  # noqa: A002 - as people type it
    """Go on only with one of `FORMATS`."""
    if format not in FORMATS:
        raise UsageError(f"There is no format “{format}”.", f"Choose from {', '.join(FORMATS)}.")
