"""A check of everything beside a build: while the site is planned, and done before anything is written."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from goodnews.hands import Errand, count_hands
from goodnews.jobs.check import find_everything
from goodnews.jobs.checked import Answer, LastCheck
from goodnews.jobs.collecting import keeping_everything
from goodnews.problems import ContentError, Problem, summary
from goodnews.story import Contents
from goodnews.trust import Trust

A_FEW = 100
"""New stories that are checked while others are planned. More of them want all hands, and their photos all
the memory that there is for photos."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check has to say to whoever builds what was checked.

    Attributes:
        problems: all of them, if one is an error; then nothing may be published.
        stories: how many stories were checked.
        summary: the problems, counted in words.
    """

    problems: tuple[Problem, ...]
    stories: int
    summary: str


class Checking:
    """Checks all stories and settings, if it can be, while something else is done.

    Args:
        contents: what is checked; it should be what is built, too.
        trust: the Trust's settings.
        now: the moment, aware.
        anew: look at every story even if nothing changed since the last check.
    """

    def __init__(self, contents: Contents, trust: Trust, now: datetime, *, anew: bool = False) -> None:
        last = LastCheck(contents, trust, contents.root / ".cache")
        known = None if anew else last.answer(now)
        hands = 1
        if known is None:
            with keeping_everything():
                hands = count_hands() if contents.read().new <= A_FEW else 1
        self._errand = Errand(partial(_judge, contents, trust, now, last, known), hands)
        if hands == 1:
            self.permit()

    @cached_property
    def verdict(self) -> Verdict:
        """What was found."""
        return self._errand.answer()

    def permit(self) -> None:
        """Let whoever asks go on.

        Raises:
            ContentError: with every problem, the warnings too, when one has to be fixed first.
        """
        if self.verdict.problems:
            raise ContentError(self.verdict.problems)

    def give_up(self) -> None:
        """Stop it: nobody wants to know any more."""
        self._errand.give_up()


def _judge(contents: Contents, trust: Trust, now: datetime, last: LastCheck, known: Answer | None) -> Verdict:
    with keeping_everything():
        answer = known or find_everything(contents, trust, now, last)
    stops = any(problem.is_error for problem in answer.problems)
    return Verdict(answer.problems if stops else (), answer.stories, summary(answer.problems))
