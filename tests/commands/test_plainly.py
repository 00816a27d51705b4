"""A task ends in words, never in a traceback, for what a user can cause."""

import pytest
from invoke.exceptions import Exit

from goodnews.commands.plainly import plainly
from goodnews.problems import CommandError, ContentError, Problem, Severity

PROBLEM = Problem("content/a.md", 4, Severity.ERROR, "story-fields", "“soon” is not a date.", "Write a date.")


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ContentError([PROBLEM]), "“soon” is not a date."),
        (CommandError("There is no remote.", "Add one."), "There is no remote.\nAdd one."),
        (KeyboardInterrupt(), "Stopped."),
    ],
)
def test_what_a_user_can_cause_is_said_and_ends_with_1(cause: BaseException, said: str) -> None:
    with pytest.raises(Exit) as ended, plainly():
        raise cause
    assert ended.value.code == 1
    assert said in str(ended.value.message)


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), plainly():
        raise ZeroDivisionError
