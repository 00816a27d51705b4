"""What the checks found last time, kept by content: an unchanged story is not checked again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from goodnews.files import write_atomically
from goodnews.problems import Problem, Severity

_SEVERITIES = {severity.value: severity for severity in Severity}
_ROOMS = ("checks", "markup", "photos", "posts", "story", "problems.py", "trust.py")
_LIBRARIES = (
    "codespell",
    "markdown-it-py",
    "phonenumbers",
    "pillow",
    "pydantic",
    "python-stdnum",
    "twitter-text-parser",
)


@cache
def rules_version() -> str:
    """A digest of every module and library an answer depends on: a changed rule forgets old answers."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for file in depended_on(package):
        digest.update(file.relative_to(package).as_posix().encode())
        digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()


def depended_on(package: Path) -> list[Path]:
    """The files an answer depends on, those too that `./inv new` gives: no story may have words of theirs."""
    every: list[Path] = []
    for room in (package / name for name in _ROOMS):
        every += sorted(room.rglob("*")) if room.is_dir() else [room]
    return [file for file in every if file.suffix in {".py", ".md"}]


@dataclass(frozen=True)
class Remembered:
    """The answers of an earlier run, by key.

    Attributes:
        answers: from a story's key (see `runner.key_of`) to what was found in it.
        damaged: the file was there and could not be trusted; everything is checked again.
    """

    answers: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    damaged: bool = False


def recall(path: Path) -> Remembered:
    """Read the cache; anything odd about it means starting afresh.

    The first line is the digest of the rest, so a half-written or altered file is noticed.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return Remembered()
    digest, _, payload = data.partition(b"\n")
    if hashlib.sha256(payload).hexdigest().encode() != digest:
        return Remembered(damaged=True)
    try:
        rows = json.loads(payload)
        return Remembered({key: tuple(map(_problem, found)) for key, found in rows.items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Remembered(damaged=True)


def remember(path: Path, answers: Mapping[str, tuple[Problem, ...]]) -> None:
    """Write the cache in one step; a disk that takes no cache is no reason to stop checking."""
    rows = {key: [_row(problem) for problem in found] for key, found in sorted(answers.items())}
    payload = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        write_atomically(path, hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
    except OSError:
        return


def _row(problem: Problem) -> list[str | int]:
    return [
        problem.file,
        problem.line,
        problem.severity.value,
        problem.code,
        problem.what,
        problem.fix,
    ]


def _problem(row: list[str | int]) -> Problem:
    file, line, severity, code, what, fix = row
    return Problem(str(file), int(line), _SEVERITIES[str(severity)], str(code), str(what), str(fix))
