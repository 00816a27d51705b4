"""What `./inv` hands over to: Invoke, but for the list of the tasks, which people want at once."""

import ast
import gc
import io
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

TASKS = Path("tasks.py")
"""The launcher starts us in the project's folder."""
GROUPS = {
    "Write": ("new", "serve", "tidy", "check", "look", "poster"),
    "Publish": ("build", "publish", "rehearse", "announce", "announced", "withdraw", "purge", "rollback"),
    "Run the site": ("setup", "update", "import-wordpress", "take-in", "stale", "due", "summary"),
    "Work on the program": ("test", "bench", "gallery", "clean"),
}
"""The tasks, by who needs them."""


def program_version() -> str:
    """The version that pyproject.toml says."""
    import tomllib

    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def set_up_streams(streams: Iterable[TextIO | None], environ: Mapping[str, str]) -> None:
    """Let no letter stop a task: what is piped or goes into a file is UTF-8, as it is on every other system.

    A terminal that can't show a letter shows `?` for it. `PYTHONIOENCODING` goes before that. A line is
    there once it is written, in a pipe too: `./inv serve | tee notes` says the address while it serves.
    """
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True)
            if "PYTHONIOENCODING" not in environ:
                encoding = None if stream.isatty() else "utf-8"
                stream.reconfigure(encoding=encoding, errors="replace")


def list_tasks(source: str, width: int) -> str:
    """The tasks of a tasks.py, each with the first line of its docstring, in lines no longer than `width`."""
    left = read_purposes(source)
    grouped = {
        title: {name: left.pop(name) for name in names if name in left} for title, names in GROUPS.items()
    }
    return "\n\n".join(
        "\n".join([title, "", *_lines(purposes, width)])
        for title, purposes in (grouped | {"Others": left}).items()
        if purposes
    )


def read_purposes(source: str) -> dict[str, str]:
    r"""What each task is for, by its name.

    >>> read_purposes('@task\ndef take_in(_: Context) -> None:\n    "Take stories in."')
    {'take-in': 'Take stories in.'}
    """
    functions = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))
    return {
        # Uncleaned, for that would load `inspect`.
        function.name.replace("_", "-"): (ast.get_docstring(function, clean=False) or "").partition("\n")[0]
        for function in functions
        if any(ast.unparse(decorator).startswith("task") for decorator in function.decorator_list)
    }


def _lines(purposes: Mapping[str, str], width: int) -> Iterator[str]:
    margin = 4 + max(map(len, purposes))
    for name, purpose in purposes.items():
        first = f"  {name}".ljust(margin)
        yield textwrap.fill(purpose, width, initial_indent=first, subsequent_indent=" " * margin)


def main() -> None:
    """Run the tasks that the command line names."""
    set_up_streams((sys.stdout, sys.stderr), os.environ)
    # Nearly all that a task makes is kept to its end; `serve` collects after each build.
    gc.disable()
    try:
        try:
            if sys.argv[1:] in (["--list"], ["-l"], ["--help"], ["-h"]) and TASKS.is_file():
                text, width = TASKS.read_text(encoding="utf-8"), shutil.get_terminal_size().columns - 1
                print(f"{list_tasks(text, width)}\n\n./inv TASK --help says what a task takes.")  # noqa: T201
                return
            from goodnews.commands.program import TaskProgram

            TaskProgram(name="inv", binary="./inv", version=program_version()).run()
        finally:
            # On its way out, Python would look through all that is left for garbage: a tenth of an edit.
            gc.freeze()
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough (`./inv check | head`). Python would complain once more at
        # the end, when it empties what nobody wants: so that goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
