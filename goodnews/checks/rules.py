"""What a rule is: a small function with a name, a reason, a remedy and examples.

Most look at one story, some at all stories together, and some at the site itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar

from goodnews.checks.addresses import site_files
from goodnews.config import DEVELOPMENT, SiteConfig, line_of_setting
from goodnews.problems import Problem, Severity
from goodnews.story import StoryCollection


class Found(NamedTuple):
    """What a rule found: the line, what is wrong there, and a remedy where the rule's own is too general.

    The file is the context's own where it says no other.
    """

    line: int
    message: str
    hint: str = ""
    file: str = ""


class Context(Protocol):
    """What a rule looks at."""

    @property
    def file(self) -> str:
        """The file that most of what is found stands in."""


C = TypeVar("C", bound=Context)


class Rule(NamedTuple, Generic[C]):
    """One rule.

    Attributes:
        code: its name in problems and in `allow:`, `photo-consent`.
        severity: of everything it finds.
        summary: what it asks for, a sentence; the docs and the editors read it.
        hint: what to do, unless what was found says it better.
        find: the rule itself; pure, it sees the world only through its context.
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
    find: Callable[[C], Iterable[Found]]
    allow: str = ""
    date_dependent: bool = False
    guards: bool = False
    needs_eyes: bool = False
    passing: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()

    def check(self, context: C) -> list[Problem]:
        """Run the rule."""
        return [
            Problem(
                found.file or context.file,
                max(found.line, 1),
                self.severity,
                self.code,
                found.message,
                found.hint or self.hint,
            )
            for found in self.find(context)
        ]


def rule(
    code: str,
    severity: Severity,
    *,
    summary: str,
    hint: str,
    allow: str = "",
    date_dependent: bool = False,
    guards: bool = False,
    needs_eyes: bool = False,
    passing: tuple[str, ...] = (),
    failing: tuple[str, ...] = (),
) -> Callable[[Callable[[C], Iterable[Found]]], Rule[C]]:
    """Make a `Rule` of the function below it."""

    def make(find: Callable[[C], Iterable[Found]]) -> Rule[C]:
        return Rule(
            code, severity, summary, hint, find, allow, date_dependent, guards, needs_eyes, passing, failing
        )

    return make


class OwnLink(NamedTuple):
    """A link of a story into this site: its line, the words one clicks, and the file that it asks for."""

    line: int
    text: str
    file: str


@dataclass(frozen=True)
class CollectionContext:
    """What the rules about all stories together look at: the stories, the settings, the moment (aware).

    `links` are the links of each story into this site, by its key. What is found says its story's file.
    """

    stories: StoryCollection
    config: SiteConfig
    now: datetime
    links: Mapping[str, Sequence[OwnLink]]
    file: str = ""

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all that a story may link to; see `site_files`."""
        return site_files(self.stories, self.config, self.now)


@dataclass(frozen=True)
class SettingsContext:
    """What the rules about the site look at.

    Attributes:
        config: the settings, read.
        today: the date in London.
        settings: the text of the settings file, so that a problem names its line.
        theme_files: names of the files in `theme/static`.
        statement: the text of the accessibility statement; empty when there is none.
        file: the settings file.
    """

    config: SiteConfig
    today: date
    settings: str
    theme_files: frozenset[str]
    statement: str
    file: str = DEVELOPMENT

    def found(self, setting: str, message: str) -> Found:
        """What is wrong with a setting, on its line."""
        return Found(line_of_setting(self.settings, setting), message)
