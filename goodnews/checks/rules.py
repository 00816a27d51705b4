"""What a rule is: a small function with a name, a reason, a remedy and examples."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goodnews.checks.context import StoryContext
from goodnews.problems import Problem, Severity


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
        find: the rule itself; pure, it sees the story only through the `Reading`.
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

    @property
    def anchor(self) -> str:
        """Where the rule is explained, from the project's root."""
        return f"docs/checks.md#{self.code}"

    def check(self, context: StoryContext) -> list[Problem]:
        """Run the rule on one story."""
        return [self.tell(context, found) for found in self.find(context)]

    def tell(self, context: StoryContext, found: Found) -> Problem:
        """Say what it found in a story."""
        return Problem(
            context.story.file,
            max(found.line, 1),
            self.severity,
            self.code,
            found.message,
            found.hint or self.hint,
        )


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
