"""Running git, rsync and rclone: with a list of words, never a shell, and plain words when it fails."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from goodnews.problems import Trouble


@dataclass(frozen=True)
class Completed:
    """What a program answered."""

    code: int
    out: str
    err: str


def find_program(name: str, how: str) -> str:
    """The program's path.

    Raises:
        Trouble: it is not installed; `how` says how to get it.
    """
    found = shutil.which(name)
    if not found:
        raise Trouble(f"The program {name} is not installed here.", how)
    return found


def run_program(
    words: Sequence[str],
    *,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    given: str = "",
    limit: float = 3600.0,
) -> Completed:
    """Run a program to its end, without a terminal it could ask questions at.

    Args:
        words: the program and its arguments.
        folder: where it runs.
        environ: variables on top of this process's own.
        given: what it reads from its standard input.
        limit: seconds after which it is stopped.

    Raises:
        Trouble: it did not end in time.
    """
    try:
        ran = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", **(environ or {})},
            input=given.encode(),
            capture_output=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Trouble(
            f"{Path(words[0]).name} did not finish within {limit / 60:.0f} minutes.",
            "See whether the network is slow, then publish again: it picks up where it was.",
        ) from None
    return Completed(
        ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode("utf-8", "replace")
    )


def secret_file(file: Path, text: str) -> Path:
    """Write a secret into a new file that nobody else may read, and give the file."""
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(f"{text.strip()}\n", encoding="utf-8")
    return file


def last_lines(err: str) -> str:
    """The last line a program complained with, without what could be a password in an address.

    >>> last_lines("fatal: https://me:secret@host/x.git not found")
    'fatal: https://host/x.git not found'
    """
    lines = [line.strip() for line in err.splitlines() if line.strip()]
    return " ".join(without_password(word) for word in lines[-1].split()) if lines else "It did not say why."


def without_password(address: str) -> str:
    """An address without the user and password it may carry."""
    try:
        parts = urlsplit(address)
        if parts.scheme and "@" in parts.netloc:
            return address.replace(parts.netloc, parts.netloc.rpartition("@")[2])
    except ValueError:
        pass
    return address
