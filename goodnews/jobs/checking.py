"""A check that goes on while the site is being planned, and has its say before anything of it is written."""

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from goodnews.hands import Errand, count_hands, nothing
from goodnews.jobs.checked import Answer, LastCheck
from goodnews.problems import in_order
from goodnews.story import Contents, Library
from goodnews.trust import Trust

if TYPE_CHECKING:
    from goodnews.checks import Lasting

FEW = 10
"""New stories, with photos perhaps, that one hand checks while the site of all the others is planned."""


class Said(NamedTuple):
    """What was found, and the digest of the stories it was found in."""

    answer: Answer
    stories: str


class Checking:
    """A check of all stories and of the site's own settings.

    Whoever has nothing else to do asks for the answer. Whoever has, begins: if nearly every story was checked
    before, another hand then does all of it, and reads the stories for itself. Otherwise all hands ask about
    each story first, and what is left is done here when there is time.

    Args:
        contents: what is checked.
        trust: the Trust's settings.
        now: the moment, aware.
        anew: look at every story even if nothing changed since the last check.
    """

    def __init__(self, contents: Contents, trust: Trust, now: datetime, *, anew: bool = False) -> None:
        self._contents, self._trust, self._now = contents, trust, now
        self._last = LastCheck(contents, trust, contents.root / ".cache")
        self._answer = None if anew else self._last.answer(now)
        self._lasting: Lasting | None = None
        self._errand: Errand[Said] | None = None

    @property
    def is_done(self) -> bool:
        """Whether all that was found is known."""
        return self._answer is not None

    def begin(self, meanwhile: Callable[[], None] = nothing) -> None:
        """Have another hand check, or ask about each story; what stops a publish is then known soon.

        `meanwhile` is done here while other hands begin to read, if all of them have to.
        """
        if self._answer is not None:
            return
        if self._contents.new <= FEW:
            self._errand = Errand(self._check_apart, count_hands())
        else:
            self._contents.read(meanwhile=meanwhile)
            self._lasting = self._ask()
            if self._lasting.stops:
                self.go_on()

    def go_on(self) -> None:
        """Do what is left to do here, if anything; for the time in which other hands are busy."""
        if self._answer is None and self._lasting:
            self._answer = self._conclude(self._lasting)

    def answer(self) -> Answer:
        """All that was found."""
        if self._errand:
            said = self._errand.answer()
            self._errand = None
            # Somebody may have saved a story since the other hand read it, and it is ours that is built.
            if said.stories == digest_of(self._contents.read()):
                self._answer = said.answer
        if self._answer is None:
            self._answer = self._conclude(self._lasting or self._ask())
        return self._answer

    def give_up(self) -> None:
        """Stop: nobody wants to know any more."""
        if self._errand:
            self._errand.give_up()

    def _check_apart(self) -> Said:
        return Said(self._conclude(self._ask()), digest_of(self._contents.read()))

    def _ask(self) -> "Lasting":
        # The rules take a tenth of a second to load, and often another hand does that.
        from goodnews.checks import ask_each

        library, cache = self._contents.read(), self._contents.root / ".cache"
        return ask_each(
            library,
            self._trust,
            only=library.stories,
            cache=cache / "checks.db",
            photo_cache=cache / "photos",
            workers=os.cpu_count() or 1,
        )

    def _conclude(self, lasting: "Lasting") -> Answer:
        from goodnews.checks import check_settings, conclude

        lasting.keep()
        library, root = self._contents.read(), self._contents.root
        found = conclude(library, self._trust, self._now, library.stories, lasting)
        more = check_settings(root, self._trust, self._now, readable=readable)
        answer = Answer(in_order([*library.problems, *found, *more]), len(library.stories))
        self._last.keep(answer.problems, library, self._now)
        return answer


def digest_of(library: Library) -> str:
    """Name the stories of a library by all that was read of them."""
    lines = [f"{story.key} {story.digest}" for story in library.stories]
    return hashlib.sha256("\n".join([*lines, *map(repr, library.problems)]).encode()).hexdigest()


def readable(accent: str) -> str:
    """The accent itself when text can be read in it; the pages know the grounds it stands on."""
    from goodnews.site.colours import is_readable, readable_accent

    return accent if is_readable(accent) else readable_accent(accent)
