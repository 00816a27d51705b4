"""What a publish does about stories that are held up: hand them on, name them, fail at the end."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from goodnews.commands.publish_context import read_file
from goodnews.files import write_atomically
from goodnews.problems import CommandError, Problem, Severity, as_github
from goodnews.terminal import plural

HELD = ".cache/held.json"
"""Where a build says which stories are held up, for delivering them later on the same machine."""


def note_held(held: Sequence[Problem], root: Path) -> str:
    """Write down which stories are held up; gives the same as one line for a workflow, empty if none is."""
    text = json.dumps(held, ensure_ascii=False) if held else ""
    write_atomically(root / HELD, text.encode())
    return text


def read_held(root: Path, environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the build held up: from `HELD`, which a workflow hands on, or else as this machine noted it.

    Raises:
        CommandError: it is something else.
    """
    text = environ["HELD"] if "HELD" in environ else (read_file(root, HELD) or b"").decode("utf-8", "replace")
    try:
        return tuple(
            Problem(str(file), int(line), Severity(severity), str(title), str(message), str(hint))
            for file, line, severity, title, message, hint in json.loads(text or "[]")
        )
    except (ValueError, TypeError):
        raise CommandError("HELD is not what a build wrote.", "Hand on its output `held` as it is.") from None


def report_held(held: Sequence[Problem], environ: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Name the stories that are held up; gives the exit code."""
    if held:
        say(as_github(held) if "HELD" in environ else held_in_words(held))
    return int(bool(held))


def held_in_words(held: Sequence[Problem]) -> str:
    """The stories that are held up, a line each, whatever their own words hold."""
    lines = [
        " ".join(f"{problem.code}: line {problem.line}: {problem.message} {problem.hint}".split())
        for problem in held
    ]
    return "\n".join([f"All else went its way, but {plural(len(held), 'story')} could not:", *lines])
