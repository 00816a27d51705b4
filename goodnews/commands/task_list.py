"""`./inv --list`: what there is to do, by who needs it, as tasks.py says it; without loading what runs it."""

import ast
import textwrap
from collections.abc import Iterator, Mapping

GROUPS = {
    "Write": ("new", "serve", "tidy", "check", "look", "poster"),
    "Publish": ("build", "publish", "rehearse", "announce", "announced", "withdraw", "purge", "rollback"),
    "Run the site": ("setup", "update", "import-wordpress", "take-in", "stale", "due", "summary"),
    "Work on the program": ("test", "bench", "gallery", "clean"),
}
"""The tasks, by who needs them."""


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
