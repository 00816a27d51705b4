"""Running git, rsync and rclone: with a list of arguments, never a shell, and plain words when one fails."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from goodnews.problems import CommandError

_REASONS = tuple(
    re.compile(pattern)
    for pattern in (
        # What ssh says; whoever called it then only says that there is no connection.
        r"ssh: |kex_exchange|Host key |No \S+ host key|Load key |Connection (closed|reset|timed) |\S+@\S+: ",
        r"remote: \S",  # why a push was refused, in the words of the host
        r"! \[",
        r"rsync: ",
        r"(fatal|error): ",
    )
)
"""How the line begins that says why a program failed, the most telling first."""


class ProgramMissing(CommandError):
    """The program is not installed here; says how to get it."""


class ProgramTimeout(CommandError):
    """The program did not end in time."""


@dataclass(frozen=True, slots=True)
class Completed:
    """How a program ended, and what it said."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        """What it answered, as text."""
        return self.stdout.decode("utf-8", "replace")

    @property
    def complaint(self) -> str:
        """Why it failed, in its own words, without what could be a password in an address."""
        return reason_of(self.stderr.decode("utf-8", "replace"))


def find_program(name: str, how: str) -> str:
    """The program's path.

    ProgramMissing when it is not installed; `how` says how to get it.
    """
    path = shutil.which(name)
    if not path:
        raise ProgramMissing(f"The program {name} is not installed here.", how)
    return path


def run_program(
    arguments: Sequence[str],
    *,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    limit: float = 3600.0,
) -> Completed:
    """Run a program to its end, without a terminal it could ask questions at; `limit` is in seconds.

    ProgramMissing when it can't be run. ProgramTimeout when it did not end in time.
    """
    name = Path(arguments[0]).name
    try:
        ran = subprocess.run(
            arguments, cwd=folder, env=environ, input=stdin, capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        within = f"{limit / 60:.0f} minutes" if limit > 100 else f"{limit:.0f} seconds"
        raise ProgramTimeout(
            f"{name} did not finish within {within}.",
            "See whether the network is slow, then run this again: it picks up where it was.",
        ) from None
    except OSError as error:
        raise ProgramMissing(
            f"The program {name} can't be run: {error.strerror}.", "Install it anew."
        ) from None
    return Completed(ran.returncode, ran.stdout, ran.stderr)


def secret_file(file: Path, text: str) -> Path:
    """Write a secret into a new file that nobody else may read, and give the file."""
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(f"{text.strip()}\n", encoding="utf-8")
    return file


def reason_of(err: str) -> str:
    """The line that says why a program failed, without what could be a password in an address.

    Not always the last one: after ssh has said why there is no connection, others complain of that.

    >>> reason_of("fatal: https://me:secret@host/x.git not found")
    'fatal: https://host/x.git not found'
    """
    lines = [line.strip() for line in err.splitlines() if line.strip()]
    if not lines:
        return "It did not say why."
    telling = (line for pattern in _REASONS for line in lines if pattern.match(line))
    reason = next(telling, lines[-1])
    return " ".join(without_password(word) for word in reason.split())


def without_password(address: str) -> str:
    """An address without the user and password it may carry."""
    try:
        parts = urlsplit(address)
        if parts.scheme and "@" in parts.netloc:
            return address.replace(parts.netloc, parts.netloc.rpartition("@")[2])
    except ValueError:
        pass
    return address
