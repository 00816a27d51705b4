"""What the rules find in a story whose front matter has mistakes, so that one hides no other."""

from datetime import date

from goodnews.checks.catalogue import FAMILIES
from goodnews.checks.reading import Reading
from goodnews.checks.rules import Rule
from goodnews.files import read_file
from goodnews.problems import Problem
from goodnews.story import Story, StoryFolder, decode, parse_story
from goodnews.trust import Trust

_ABOUT_WORDS = frozenset({"Identifiers", "Words", "Plain English", "Links", "What should not be there"})
_RULES = tuple(
    rule
    for family in FAMILIES
    if family.title in _ABOUT_WORDS
    for rule in family.rules
    if isinstance(rule, Rule) and not rule.timely
)
"""Those that look at words wherever they stand: of a photo whose lines can't be read, nothing can be said."""


def check_unread(folder: StoryFolder, file: str, trust: Trust) -> list[Problem]:
    """Run the rules about words on what could be read of a story.

    Args:
        folder: the story's.
        file: its `story.md`, as problems name it.
        trust: the Trust's settings.
    """
    text = decode(read_file(f"{folder.place}/story.md"), file)
    parsed = parse_story(text, file) if isinstance(text, str) else None
    if parsed is None or parsed.salvaged is None:
        return []
    story = Story(
        place=folder.place,
        file=file,
        key=folder.key,
        front=parsed.salvaged,
        body=parsed.body,
        body_line=parsed.body_line,
        lines=parsed.lines,
        digest="",
    )
    reading = Reading(story, trust, date.min, folder.names)
    # What stands in for a field is on the line of what is wrong with it.
    known = {problem.line for problem in parsed.problems}
    return [problem for rule in _RULES for problem in rule.check(reading) if problem.line not in known]
