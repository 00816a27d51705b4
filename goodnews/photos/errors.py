"""What there is to say of one photo, before it is known which line of which story names it."""

from dataclasses import dataclass
from typing import Self

from goodnews.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem without a place: the same photo can be named by more than one story."""

    severity: Severity
    code: str
    what: str
    fix: str

    @classmethod
    def error(cls, code: str, what: str, fix: str) -> Self:
        """Make a finding that stops a publish."""
        return cls(Severity.ERROR, code, what, fix)

    @classmethod
    def warning(cls, code: str, what: str, fix: str) -> Self:
        """Make a finding that a person should look at."""
        return cls(Severity.WARNING, code, what, fix)

    def at(self, file: str, line: int) -> Problem:
        """Say where: the story's file, and the line that names the photo."""
        return Problem(file, max(line, 1), self.severity, self.code, self.what, self.fix)


class RefusedError(Exception):
    """A photo that can't be used, and why."""

    def __init__(self, code: str, what: str, fix: str) -> None:
        self.finding = Finding.error(code, what, fix)
        super().__init__(what)
