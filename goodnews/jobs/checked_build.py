"""Checking and building at once: what is found wrong is told before anything of the site is written."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodnews.hands import count_hands
from goodnews.jobs.checked import Answer
from goodnews.jobs.checking import Checking
from goodnews.jobs.collecting import keeping_everything
from goodnews.looking import Looking
from goodnews.problems import ContentError
from goodnews.story import Contents
from goodnews.trust import Trust

OUTPUT = "output"
"""Where the settings put the site, unless somebody changed that; then the look that was begun is no use."""

A_MOMENT = 0.03
"""Seconds in which another hand has looked at a thousand stories."""

if TYPE_CHECKING:
    from goodnews.plugin.request import BuildReport


def build_checked(
    root: Path,
    settings_file: str,
    now: datetime,
    trust: Trust,
    approve: Callable[[Answer], None],
    *,
    anew: bool = False,
    output: Path | None = None,
    search: bool = False,
    **wanted: Any,
) -> "BuildReport":
    """Check the project at `root` and build its site, from the same content.

    Args:
        root: the project's root.
        settings_file: `pelicanconf.py` or `publishconf.py`.
        now: the moment it is checked and built for (aware).
        trust: the Trust's settings.
        approve: told what was found, once; stops the build by raising something.
        anew: look at every story even if nothing changed since the last check.
        output: where it goes, when not where the settings say.
        search: whether there is to be a search index.
        wanted: what else `build_site` is to do.

    Raises:
        ContentError: what `approve` raises, or with every problem of the content or the settings.
        Trouble: the output can't be written, or a cache is in git.
    """
    with keeping_everything(for_good=True), ExitStack() as stack:
        looking = Looking(str(output or root / OUTPUT), search=search)
        stack.callback(looking.give_up)
        contents = Contents(root, root / ".cache", hands=count_hands())
        if contents.is_known or not contents.is_looked_at(A_MOMENT):
            # There will be little to read, or so much that a look at it takes a while.
            _load()
        checking = Checking(contents, trust, now, anew=anew)
        stack.callback(checking.give_up)
        gate = _Gate(checking, approve)
        try:
            checking.begin(meanwhile=_load)
            if checking.is_done:
                gate.ask()
            from goodnews.jobs.build import build_site

            report = build_site(
                root,
                settings_file,
                now,
                output=output,
                search=search,
                contents=contents,
                looking=looking,
                meanwhile=checking.go_on,
                approve=gate.ask,
                **wanted,
            )
            gate.ask()
        except ContentError:
            # A check has more to say than the first thing that stops a build.
            gate.ask()
            raise
    return report


class _Gate:
    """Asks for a check's answer once, and has it approved."""

    def __init__(self, checking: Checking, approve: Callable[[Answer], None]) -> None:
        self._checking, self._approve = checking, approve
        self._asked = False

    def ask(self) -> None:
        if not self._asked:
            self._asked = True
            self._approve(self._checking.answer())


def _load() -> None:
    """Load what builds: it takes a third of a second, in which other hands can work."""
    import goodnews.jobs.build
    import goodnews.plugin.building  # noqa: F401
