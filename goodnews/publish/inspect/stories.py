"""What is wrong with a story's page, said of the story: its author never sees a file of the output."""

import re
from collections.abc import Iterable, Iterator, Sequence

from goodnews.problems import Problem
from goodnews.story import Story

_ADDRESS = re.compile(r" (?:leads to|uses) (\S+?), ")


def name_stories(problems: Iterable[Problem], stories: Sequence[Story]) -> Iterator[Problem]:
    """Give each problem of a story's page the story's file, and the line where its address is written."""
    by_page = {f"output/{story.address}index.html": story for story in stories}
    for problem in problems:
        if story := by_page.get(problem.file):
            yield problem._replace(file=story.file, line=_line(problem.message, story))
        else:
            yield problem


def _line(message: str, story: Story) -> int:
    found = _ADDRESS.search(message)
    before, address, _ = story.body.partition(found[1]) if found else ("", "", "")
    return story.body_line + before.count("\n") if address else 1
