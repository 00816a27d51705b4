"""Texts made to keep parsers busy: each is refused, or read, checked and rendered within a second."""

import time
from dataclasses import dataclass
from datetime import date

from goodnews.checks import STORY_RULES
from goodnews.checks.reading import Reading
from goodnews.markup import render_body
from goodnews.story import Story, parse_story
from goodnews.trust import Trust

FRAGMENTS = (
    *(
        "[",
        "[a](",
        "![](",
        "*a ",
        "**a",
        "_a__",
        "> ",
        "> a\n",
        "`",
        "`a``b",
        "<",
        "<a ",
        "<!--",
        "&",
        "&#x",
        "\\",
    ),
    *(
        "- ",
        "- a\n",
        "1. ",
        "|a",
        "|a|b|\n|-|-|\n",
        "# a\n",
        "a\n-\n",
        "***\n",
        "```\n",
        "    a\n",
        "*[A]: b\n",
    ),
    *(
        "[a]: b\n",
        "[^a]",
        "[^a]: b\n",
        "<p>\n",
        "<script>",
        '"a" ',
        "'a ",
        '["',
        "Q: a\n\n",
        "Q: a\n\nA: b\n\n",
    ),
    *(
        "0 ",
        "9",
        "07700 900123 ",
        "07700 9001 ",
        "1/1/20 ",
        "born ",
        "1 Aa ",
        "MD7 4Q ",
        "hospital number 1",
        "reg A1",
    ),
    *(
        " ",
        "\t",
        "\n",
        "a@",
        "a.b@",
        "a dot ",
        " at a",
        "A. ",
        "AA ",
        "Aa ",
        "a",
        "a-",
        "\u0430a ",
        "a\u0301",
        "\U0001f469\u200d",
    ),
)
SIZE = 60_000
"""Characters, just within what a story file may have."""

_FRONT = "---\ntitle: A night\nsummary: What it is like.\ndate: 2026-11-20\ncategory: People\n---\n"


@dataclass(frozen=True, slots=True)
class Slowest:
    """The text that took longest: of what it is made, and how long (processor seconds)."""

    fragment: str
    seconds: float
    tried: int
    refused: int


def measure_hostile(trust: Trust) -> Slowest:
    """Try every fragment, in one piece and in paragraphs just small enough to be taken."""
    times: list[tuple[float, str]] = []
    refused = 0
    for fragment in FRAGMENTS:
        paragraph = fragment * max(1, min(280, 900 // len(fragment)))
        paragraphs = "\n".join((f"{paragraph}\n\n" * (SIZE // len(paragraph)))[:SIZE].split("\n")[:2400])
        for body in ((fragment * SIZE)[:SIZE], paragraphs):
            started = time.process_time()
            taken = _whole_way(body, trust)
            times.append((time.process_time() - started, fragment))
            refused += not taken
    seconds, fragment = max(times)
    return Slowest(fragment, seconds, len(times), refused)


def _whole_way(body: str, trust: Trust) -> bool:
    """Read, check and render; whether it was taken for a story at all."""
    parsed = parse_story(_FRONT + body, "story.md")
    if parsed.front is None:
        return False
    story = Story(
        "/nowhere", "story.md", "2026/a", parsed.front, parsed.body, parsed.body_line, parsed.lines, "0"
    )
    reading = Reading(story, trust, date(2026, 11, 23))
    for rule in STORY_RULES:
        rule.check(reading)
    render_body(parsed.body)
    return True
