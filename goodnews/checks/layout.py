"""What was meant as a table, a list or a conversation, and is shown as words: GitHub shows it so, too."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.markdown.outline import Heading, Words
from goodnews.markdown.structure import SPEAKER
from goodnews.problems import Severity

_DASHES = "-–—"
"""What stands below a table's first row; of several the page has made one."""
_BULLET = re.compile(r"[•·▪▫●○◦‣⁃∙][ \t\xa0]*(?=[^\W_])")
"""What Word and mail programs set before an entry."""
_NUMBER = re.compile(r"(?P<number>\d{1,2}[.)])(?=[^\W\d_]{2,})")
_SPEAKER = re.compile(r"(?P<who>[QA])(?:uestion|nswer)?[ \xa0]?[:.)–-][ \xa0]*(?=\S)")


@rule(
    "table-dashes",
    Severity.WARNING,
    summary="Below the first row of a table stands a line with a dash for each of its cells.",
    hint="Write that line below the first row, as in “| - | - |”.",
    passing=("---\n| Day | Time |\n| - | - |\n| Monday | 9am |", "---\nTea | Cake"),
    failing=(
        "---\n| Day | Time |\n| - |\n| Monday | 9am |",
        "---\nTimes:\nDay | Time\n--- | --- | ---\nMonday | 9am",
        "---\n| Day | Time |\n---\n| Monday | 9am |",
        "---\n| Day | Time |\n| Monday | 9am |",
    ),
)
def table_dashes(context: StoryContext) -> Iterator[Found]:
    """Without it there is no table, on GitHub neither, and its signs stand among the words."""
    for outline in context.outlines:
        echo = 0
        blocks: list[Words | Heading] = [*outline.paragraphs, *outline.headings]
        for block in sorted(blocks, key=lambda block: block.line):
            line, text = block.line, block.text
            row, has_dashes = _first_row(text) if "|" in text else ("", False)
            if row and line != echo:
                place = "here" if has_dashes else "on a line of its own below this one"
                yield Found(
                    line + text.split("\n").index(row) + has_dashes,
                    f"The table that begins with “{row[:40]}” is shown as words.",
                    f"Write “{'| - ' * len(row.strip('| ').split('|'))}|” {place}.",
                )
            # Dashes alone make a heading of the first row, and the others stand below them.
            echo = line + text.count("\n") + 2 if row and isinstance(block, Heading) else 0


def _first_row(text: str) -> tuple[str, bool]:
    """The first row of a table that is shown as words, and whether there are dashes below it."""
    lines = text.split("\n")
    for row, below in zip_longest(lines, lines[1:], fillvalue=""):
        has_dashes = _is_dashes(below)
        is_row = row.strip()[:1] == row.strip()[-1:] == "|" and row.count("|") > 2 and not _is_dashes(row)
        if is_row or (has_dashes and "|" in row and "|" in below):
            return row, has_dashes
    return "", False


def _is_dashes(line: str) -> bool:
    return not line.strip(f"{_DASHES}:| ") and any(map(line.__contains__, _DASHES))


@rule(
    "list-signs",
    Severity.WARNING,
    summary="An entry of a list begins with a hyphen or a number, and a space.",
    hint="Write “- ” in front of each entry, on a line of its own.",
    passing=(
        "---\n- tea\n- cake",
        "---\n1. tea\n2. cake",
        "---\nTea · cake • buns",
        "---\n3.30pm is tea time.",
    ),
    failing=("---\n• tea\n• cake", "---\nWe had:\n\n·\ttea\n\n·\tcake", "---\n1.Tea\n2.Cake"),
)
def list_signs(context: StoryContext) -> Iterator[Found]:
    """Pasted from Word, it looks like a list; it is one long line, and screen readers count no entries."""
    for outline in context.outlines:
        before = ""
        for line, text in outline.paragraphs:
            for number, row in enumerate(text.split("\n")):
                numbered = _NUMBER.match(row)
                match = _BULLET.match(row) or (numbered if _NUMBER.match(before) else None)
                if match:
                    sign = numbered["number"] if numbered else "-"
                    hint = (
                        f"Write “{sign} {row[match.end() :][:60]}”, and each entry so, on a line of its own."
                    )
                    yield Found(line + number, f"“{row[:40]}” is shown as words, and not in a list.", hint)
                    return
                before = row


@rule(
    "interview-speakers",
    Severity.WARNING,
    summary="In an interview each question begins with “Q:” and each answer with “A:”.",
    hint="Begin the paragraph with “Q:” or “A:”, with nothing in front of it.",
    passing=("interview: {with: A porter}\n---\nQ: Tea?\n\nA: Always.",),
    failing=(
        "interview: {with: A porter}\n---\n**Q: Tea?**\n\nA: Always.",
        "interview: {with: A porter}\n---\nQ) Tea?\n\nA) Always.",
        "interview: {with: A porter}\n---\nTea?\n\nAlways.",
    ),
)
def interview_speakers(context: StoryContext) -> Iterator[Found]:
    """The page sets a question and its answers together by these letters alone."""
    if not context.story.meta.interview:
        return
    for line, text in context.outline.paragraphs:
        if match := _SPEAKER.match(text):
            words = " ".join(text[match.end() :].split())
            hint = f"Write “{match['who']}: {words[:60]}”, without stars around it, and the others like it."
            yield Found(line, f"“{text[:40]}” is not set as a question or an answer.", hint)
            return
    if not any(map(SPEAKER.match, context.story.body.split("\n"))):
        message = "This interview has no question and no answer that the page can tell."
        yield Found(
            context.story.body_line, message, "Begin each question with “Q:” and each answer with “A:”."
        )


RULES = (table_dashes, list_signs, interview_speakers)
