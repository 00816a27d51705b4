"""What the checks found last time, kept by content: an unchanged story is not checked again."""

import hashlib
import json
from functools import cache
from pathlib import Path

from goodnews.libraries import version_of
from goodnews.problems import Problem, Severity

_SEVERITIES = {severity.value: severity for severity in Severity}
_ROOMS = ("checks", "markup", "photos", "posts", "story")
_MODULES = ("answers.py", "site/colours.py", "problems.py", "trust.py")
_LIBRARIES = (
    "codespell",
    "markdown-it-py",
    "phonenumbers",
    "pillow",
    "pydantic",
    "python-stdnum",
    "regex",
)


@cache
def rules_version() -> str:
    """A digest of every module and library an answer depends on: a changed rule forgets old answers."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for file in depended_on(package):
        digest.update(file.relative_to(package).as_posix().encode())
        digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version_of(library)}".encode())
    return digest.hexdigest()


def depended_on(package: Path) -> list[Path]:
    """The files an answer depends on, those too that `./inv new` gives: no story may have words of theirs."""
    every: list[Path] = []
    for room in (package / name for name in (*_ROOMS, *_MODULES)):
        every += sorted(room.rglob("*")) if room.is_dir() else [room]
    return [file for file in every if file.suffix in {".py", ".md"}]


def remember(key: str, found: tuple[Problem, ...]) -> bytes:
    """What was found in a story, as a row to keep. `key` names all that the answer depends on."""
    rows = [_row(problem) for problem in found]
    return f"{key}\n{json.dumps(rows, ensure_ascii=False, separators=(',', ':'))}".encode()


def recall(row: bytes | None, key: str) -> tuple[Problem, ...] | None:
    """What was found last time; None when that was of something else, or is not what we write."""
    if row is None or not row.startswith(f"{key}\n".encode()):
        return None
    told = row[len(key) + 1 :]
    if told == b"[]":
        return ()
    try:
        return tuple(map(_problem, json.loads(told)))
    except (ValueError, TypeError, KeyError):
        return None


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
