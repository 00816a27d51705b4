"""What a build held up, handed on to whoever delivers it, and told at the end."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from goodnews.commands.publish_context import try_read
from goodnews.files import write_atomically
from goodnews.problems import CommandError, Problem, Severity, as_github
from goodnews.terminal import Say

HELD = ".cache/held.json"
"""Where a build says what is held up, for a delivery later on the same machine."""


def note_held(root: Path, held: Sequence[Problem]) -> str:
    """Write down what is held up, for this machine; gives the note, which a workflow hands on."""
    note = json.dumps(held, ensure_ascii=False) if held else ""
    write_atomically(root / HELD, note)
    return note


def read_held(root: Path, environ: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the build held up: from `HELD`, which a workflow hands on, or else as this machine noted it."""
    text = environ["HELD"] if "HELD" in environ else (try_read(root, HELD) or b"").decode("utf-8", "replace")
    try:
        return tuple(
            Problem(str(file), int(line), Severity(severity), str(title), str(message), str(hint))
            for file, line, severity, title, message, hint in json.loads(text or "[]")
        )
    except (ValueError, TypeError):
        raise CommandError("HELD is not what a build wrote.", "Hand on its output `held` as it is.") from None


def report_held(held: Sequence[Problem], say: Say, *, in_workflow: bool) -> int:
    """Name what is held up, whatever its own words hold; gives the exit code."""
    if held and in_workflow:
        say(as_github(held))
    elif held:
        lines = [
            " ".join(f"{problem.code}: line {problem.line}: {problem.message} {problem.hint}".split())
            for problem in held
        ]
        say("\n".join([f"All else went its way, but {len(held)} could not:", *lines]))
    return int(bool(held))
