"""`allow:`, a story's own exceptions: honoured where that can be right, spoken of where it can't."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from goodnews.checks.library import CollectionRule
from goodnews.checks.rules import Rule
from goodnews.problems import Problem, Severity
from goodnews.story import Allow, Story

FEWEST_WORDS = 3
"""A reason of one word is no reason."""


def allow(
    story: Story, problems: Sequence[Problem], rules: Mapping[str, Rule | CollectionRule]
) -> list[Problem]:
    """Take out the problems a story allows, and add those of its `allow:` lines.

    A line that allows what was not found is spoken of too: it would hide the next one.
    """
    granted: set[str] = set()
    added: list[Problem] = []
    codes = {problem.code for problem in problems}
    for number, entry in enumerate(story.meta.allow):
        if fault := _fault(entry, rules, codes):
            severity, code, message, hint = fault
            line = story.lines("allow", number)
            added.append(Problem(story.file, line, severity, code, message, hint))
        else:
            granted.add(entry.rule)
    return [problem for problem in problems if problem.code not in granted] + added


def _fault(
    entry: Allow, rules: Mapping[str, Rule | CollectionRule], codes: Collection[str]
) -> tuple[Severity, str, str, str] | None:
    known = rules.get(entry.rule)
    if known is None:
        close = get_close_matches(entry.rule, rules, n=1)
        hint = f"Did you mean {close[0]}?" if close else "The rules are listed in docs/checks.md."
        return Severity.ERROR, "allow-unknown", f"There is no rule “{entry.rule}”.", hint
    if not known.allow:
        message = f"“{entry.rule}” can't be allowed, whatever the reason."
        return Severity.ERROR, "allow-never", message, "Take this line out and follow the rule."
    if len(entry.reason.split()) < FEWEST_WORDS:
        message = f"“{entry.reason}” does not say why “{entry.rule}” is right to allow."
        return Severity.ERROR, "allow-reason", message, "Give the reason in a sentence."
    if entry.rule not in codes and not getattr(known, "needs_eyes", False):
        message = f"“{entry.rule}” is allowed, and there is nothing to allow."
        return Severity.ADVICE, "allow-unused", message, "Take this line out."
    return None
