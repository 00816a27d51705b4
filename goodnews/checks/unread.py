"""What the rules find in a story whose front matter has mistakes, so that one hides no other."""

from collections.abc import Sequence
from datetime import date

from goodnews.checks.context import StoryContext
from goodnews.checks.registry import FAMILIES
from goodnews.checks.rules import Rule
from goodnews.config import SiteConfig
from goodnews.files import read_file
from goodnews.problems import Problem
from goodnews.story import Story, StoryFolder, decode, parse_story

_ABOUT_WORDS = frozenset({"Identifiers", "Words", "Plain English", "Links", "What should not be there"})
_RULES = tuple(
    rule
    for family in FAMILIES
    if family.title in _ABOUT_WORDS
    for rule in family.rules
    if isinstance(rule, Rule) and not rule.date_dependent
)
"""Those that look at words wherever they stand: of a photo whose lines can't be read, nothing can be said."""


def check_unread(folder: StoryFolder, problems: Sequence[Problem], config: SiteConfig) -> list[Problem]:
    """Run the rules about words on what could be read of a story."""
    # A `story.md` that is not there, or is a link out of the project, is not opened.
    if any(problem.code not in {"story-file", "story-fields"} for problem in problems):
        return []
    file = problems[0].file
    text = decode(read_file(f"{folder.path}/story.md"), file)
    parsed = parse_story(text, file) if isinstance(text, str) else None
    if parsed is None or parsed.salvaged is None:
        return []
    story = Story(
        path=folder.path,
        file=file,
        key=folder.key,
        meta=parsed.salvaged,
        body=parsed.body,
        body_line=parsed.body_line,
        lines=parsed.lines,
        digest="",
    )
    context = StoryContext(story, config, date.min, folder.names)
    # What stands in for a field is on the line of what is wrong with it.
    known = {problem.line for problem in problems}
    return [problem for rule in _RULES for problem in rule.check(context) if problem.line not in known]
