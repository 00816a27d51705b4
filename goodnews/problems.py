"""What a check finds, and how it is shown to people and to machines."""

import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\[)", re.MULTILINE)


def printable(text: str) -> str:
    r"""Words of anybody as a terminal and a workflow's log may show them.

    An escape sequence would speak to the terminal, and `::notice` at the start of a line, or `##[notice]`
    anywhere, to GitHub's runner.

    >>> printable("\x1b[2J::warning::Hello\n ::notice::Hello ##[error]")
    '�[2J::warning::Hello\n : :notice::Hello # #[error]'
    """
    return _COMMAND.sub(lambda command: f"{command[0]} ", _UNSEEN.sub("\ufffd", text))


class Severity(StrEnum):
    """How much a problem matters: an error keeps its story from being published, advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Problem(NamedTuple):  # a tuple, as a large site has thousands and every build sorts them
    """One thing to fix or to think about.

    Attributes:
        file: posix path from the project's root, `content/stories/2026/a-night/story.md`.
        line: where to look, counted from 1.
        severity: error, warning or advice.
        code: the rule's name, `photo-consent`.
        message: what is wrong, a sentence in plain English.
        hint: what to do about it, a sentence too.
    """

    file: str
    line: int
    severity: Severity
    code: str
    message: str
    hint: str

    @property
    def is_error(self) -> bool:
        """Whether it has to be fixed before what it is about is published."""
        return self.severity is Severity.ERROR


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by place."""
    return tuple(sorted(set(problems)))


class ContentError(Exception):
    """The content needs attention: carries every problem found, stops the task with exit code 1."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(
            "\n".join(f"{problem.file}:{problem.line}: {problem.message}" for problem in self.problems)
        )


def raise_for_errors(problems: Iterable[Problem]) -> None:
    """Raise a ContentError with all that was found if any of it has to be fixed first."""
    everything = tuple(problems)
    if has_errors(everything):
        raise ContentError(everything)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything has to be fixed first."""
    return any(problem.is_error for problem in problems)


class CommandError(Exception):
    """The world needs attention (no remote, a full disk): what is wrong, and what to do. Exit code 1."""

    exit_code = 1

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message, hint)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"


class UsageError(CommandError):
    """A task was typed wrongly: what is wrong, and what to type. Exit code 2."""

    exit_code = 2


def summary(problems: Iterable[Problem]) -> str:
    """Count problems in words.

    >>> summary([])
    'Nothing to fix.'
    """
    everything = tuple(problems)
    fixes = sum(problem.is_error for problem in everything)
    thoughts = len(everything) - fixes
    things = f"{fixes} thing{'s' * (fixes != 1)} to fix" if fixes else "Nothing to fix"
    return f"{things}, {thoughts} to think about." if thoughts else f"{things}."


HEADINGS = {Severity.ERROR: "To fix", Severity.WARNING: "To think about", Severity.ADVICE: "Advice"}


def as_text(problems: Iterable[Problem]) -> str:
    """Group by file and by how much it matters, then the count: for a person at a terminal.

    Files with something to fix come first.
    """
    everything = tuple(problems)
    blocks = ["\n".join([file, *_grouped(mine)]) for file, mine in by_file(everything).items()]
    return "\n\n".join([*blocks, summary(everything)])


def by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Printable problems by their file; files with something to fix come first, and so do errors in each."""
    grouped: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: (not problem.is_error, problem)):
        file, message, hint = map(printable, (problem.file, problem.message, problem.hint))
        grouped.setdefault(file, []).append(problem._replace(file=file, message=message, hint=hint))
    return grouped


def _grouped(problems: list[Problem]) -> Iterator[str]:
    for severity, heading in HEADINGS.items():
        mine = [problem for problem in problems if problem.severity is severity]
        if mine:
            yield f"  {heading}"
        for problem in mine:
            yield f"    line {problem.line}: {problem.message}"
            yield f"      {problem.hint} [{problem.code}]"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the line they speak of.

    Errors come first: GitHub shows only the first few of each run.
    """
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}

    def escape(text: str, *, in_property: bool = False) -> str:
        text = printable(text).replace("%", "%25").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if in_property else text

    return "\n".join(
        f"::{levels[problem.severity]} file={escape(problem.file, in_property=True)},line={problem.line},"
        f"title={escape(problem.code, in_property=True)}::{escape(f'{problem.message} {problem.hint}')}"
        for problem in sorted(problems, key=lambda problem: (not problem.is_error, problem))
    )


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects, sorted, for other programs: `what` is wrong and how to `fix` it keep their names."""
    fields = ("file", "line", "severity", "code", "what", "fix")
    rows = [dict(zip(fields, problem, strict=True)) for problem in sorted(problems)]
    text = json.dumps(rows, indent=2, ensure_ascii=False)
    # Within the rules of JSON, as whoever reads it gets the very words.
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text).replace("##[", "\\u0023#[")
