"""What a rule is: a small function with a name, a reason, a remedy and examples.

Most look at one story, some at all stories together, and some at the site itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from goodnews.checks.addresses import site_files
from goodnews.checks.context import StoryContext
from goodnews.config import DEVELOPMENT, SiteConfig, line_of_setting
from goodnews.problems import Problem, Severity
from goodnews.story import Story, StoryCollection

STATEMENT = "content/pages/accessibility.md"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the line, what is wrong there, and a remedy where the rule's own is too general."""

    line: int
    message: str
    hint: str = ""


Finder = Callable[[StoryContext], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about one story.

    Attributes:
        code: its name in problems and in `allow:`, `photo-consent`.
        severity: of everything it finds.
        summary: what it asks for, a sentence; the docs and the editors read it.
        hint: what to do, unless what was found says it better.
        find: the rule itself; pure, it sees the story only through its context.
        allow: when a story may be excused, a sentence; empty for never.
        date_dependent: the answer depends on today, so yesterday's is never reused.
        guards: someone's identity or the readers' safety: as strict for a draft as for any story.
        needs_eyes: it looks into photos, which is an extra: where that is not installed, it finds nothing.
        passing: front matter lines (and `---`, a body) to lay over a plain story, which the rule accepts.
        failing: the same, refused.
    """

    code: str
    severity: Severity
    summary: str
    hint: str
    find: Finder
    allow: str = ""
    date_dependent: bool = False
    guards: bool = False
    passing: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    needs_eyes: bool = False

    def check(self, context: StoryContext) -> list[Problem]:
        """Run the rule on one story."""
        return [self.tell(context, found) for found in self.find(context)]

    def tell(self, context: StoryContext, found: Found) -> Problem:
        """Say what it found in a story."""
        file, line, hint = context.story.file, max(found.line, 1), found.hint or self.hint
        return Problem(file, line, self.severity, self.code, found.message, hint)


def rule(
    code: str,
    severity: Severity,
    *,
    summary: str,
    hint: str,
    allow: str = "",
    date_dependent: bool = False,
    guards: bool = False,
    passing: tuple[str, ...] = (),
    failing: tuple[str, ...] = (),
) -> Callable[[Finder], Rule]:
    """Make a `Rule` of the function below it."""

    def make(find: Finder) -> Rule:
        return Rule(code, severity, summary, hint, find, allow, date_dependent, guards, passing, failing)

    return make


class OwnLink(NamedTuple):
    """A link of a story into this site: its line, the words one clicks, and the file that it asks for."""

    line: int
    text: str
    file: str


@dataclass(frozen=True)
class CollectionContext:
    """What the rules about all stories together look at: the stories, the settings, the moment (aware).

    `links` are the links of each story into this site, by its key.
    """

    stories: StoryCollection
    config: SiteConfig
    now: datetime
    links: Mapping[str, Sequence[OwnLink]]

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all that a story may link to; see `site_files`."""
        return site_files(self.stories, self.config, self.now)


CollectionFinder = Callable[[CollectionContext], Iterable[tuple[Story, int, str]]]


@dataclass(frozen=True, slots=True)
class CollectionRule:
    """A rule about how stories go together; its parts are those of `Rule`."""

    code: str
    severity: Severity
    summary: str
    hint: str
    find: CollectionFinder
    allow: str = ""
    guards: bool = False
    passing: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()

    def check(self, context: CollectionContext) -> list[Problem]:
        """Run the rule on all stories."""
        return [
            Problem(story.file, max(line, 1), self.severity, self.code, message, self.hint)
            for story, line, message in self.find(context)
        ]


@dataclass(frozen=True)
class SettingsContext:
    """What the rules about the site look at.

    Attributes:
        config: the settings, read.
        today: the date in London.
        settings: the text of the settings file, so that a problem names its line.
        theme_files: names of the files in `theme/static`.
        statement: the text of the accessibility statement; empty when there is none.
    """

    config: SiteConfig
    today: date
    settings: str
    theme_files: frozenset[str]
    statement: str

    def where(self, setting: str) -> tuple[str, int]:
        """The file and the line of a setting; nothing stands for the statement."""
        return (DEVELOPMENT, line_of_setting(self.settings, setting)) if setting else (STATEMENT, 1)


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A rule about the site; its parts are those of `Rule`.

    `find` gives the setting (nothing for the statement) and what is wrong.
    """

    code: str
    severity: Severity
    summary: str
    hint: str
    find: Callable[[SettingsContext], Iterator[tuple[str, str]]]
    allow: str = ""

    def check(self, site: SettingsContext) -> list[Problem]:
        """Run the rule."""
        return [
            Problem(file, line, self.severity, self.code, message, self.hint)
            for setting, message in self.find(site)
            for file, line in [site.where(setting)]
        ]
