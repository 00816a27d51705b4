"""What `./inv` hands over to: Invoke, but for the list of the tasks, which people want at once."""

import gc
import io
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO

TASKS = Path("tasks.py")
"""The launcher starts us in the project's folder."""


def program_version() -> str:
    """The version that pyproject.toml says."""
    import tomllib

    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def set_encodings(streams: Iterable[TextIO | None], environ: Mapping[str, str]) -> None:
    """Let no letter stop a task: what is piped or goes into a file is UTF-8, as it is on every other system.

    A terminal that can't show a letter shows `?` for it. `PYTHONIOENCODING` goes before that.
    """
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper) and "PYTHONIOENCODING" not in environ:
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def main() -> None:
    """Run the tasks that the command line names."""
    set_encodings((sys.stdout, sys.stderr), os.environ)
    # Nearly all that a task makes is kept to its end; `serve` collects after each build.
    gc.disable()
    try:
        try:
            if sys.argv[1:] in (["--list"], ["-l"]) and TASKS.is_file():
                from goodnews.commands.task_list import list_tasks

                text, width = TASKS.read_text(encoding="utf-8"), shutil.get_terminal_size().columns - 1
                print(list_tasks(text, width))  # noqa: T201
                return
            from goodnews.commands.program import TaskProgram

            TaskProgram(name="inv", binary="./inv", version=program_version()).run()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough (`./inv check | head`). Python would complain once more at
        # the end, when it empties what nobody wants: so that goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
