"""Reading the settings files for tasks that need the Trust and not Pelican."""

import runpy
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from goodnews.problems import ContentError, Problem, Severity
from goodnews.trust import Trust, trust_from_settings

DEVELOPMENT = "pelicanconf.py"
PUBLIC = "publishconf.py"


def read_settings(root: Path, file: str = DEVELOPMENT) -> Mapping[str, Any]:
    """Run a settings file and give its names.

    Raises:
        ContentError: the file is missing, or is not Python; the problem names the line.
    """
    try:
        with _importable(root):
            return runpy.run_path(str(root / file))
    except FileNotFoundError:
        problem = Problem(
            file, 1, Severity.ERROR, "site-settings", "This file is missing.", "Put it back from git."
        )
        raise ContentError([problem]) from None
    except Exception as error:  # noqa: BLE001
        # Whatever a settings file does wrong is the editor's to mend, and has a line.
        where, line = _place(error, root, file)
        message = f"This settings file can't be read: {error.__class__.__name__}, {error}."
        hint = "Check the quotes, commas and brackets of this line."
        raise ContentError([Problem(where, line, Severity.ERROR, "site-settings", message, hint)]) from None


def read_trust(root: Path, file: str = DEVELOPMENT) -> Trust:
    """Give the Trust's details as a settings file says them.

    Raises:
        ContentError: the file can't be read, or a setting is missing or wrong.
    """
    settings = read_settings(root, file)
    return trust_from_settings(settings, DEVELOPMENT, (root / DEVELOPMENT).read_text(encoding="utf-8"))


def _place(error: Exception, root: Path, file: str) -> tuple[str, int]:
    """The settings file and the line an error comes from."""
    if isinstance(error, SyntaxError) and error.filename:
        return Path(error.filename).name, error.lineno or 1
    trace, place = error.__traceback__, (file, 1)
    while trace:
        at = Path(trace.tb_frame.f_code.co_filename)
        if at.parent == root:
            place = (at.name, trace.tb_lineno)
        trace = trace.tb_next
    return place


@contextmanager
def _importable(root: Path) -> Iterator[None]:
    """Let `publishconf.py` import `pelicanconf` afresh, and leave Python as it was."""
    before = list(sys.path)
    sys.path.insert(0, str(root))
    sys.modules.pop("pelicanconf", None)
    try:
        yield
    finally:
        sys.path[:] = before
        sys.modules.pop("pelicanconf", None)
