"""Texts made to keep parsers busy: each is refused, or read, checked and rendered within a moment."""

import sys
import time
from collections.abc import Callable

import pytest

from goodnews.markdown.body import Text, render

FRAGMENTS = [
    *("[", "[a](", "![](", "*a ", "**a", "_a__", "> ", "> a\n", "`", "`a``b", "<", "<a ", "<!--"),
    *("&", "&#x", "\\", "- ", "- a\n", "1. ", "|a", "|a|b|\n|-|-|\n", "# a\n", "a\n-\n", "***\n"),
    *("```\n", "    a\n", "*[A]: b\n", "[a]: b\n", "[^a]", "[^a]: b\n", "<p>\n", "<script>", '"a" '),
    *("'a ", '["', "Q: a\n\n", "Q: a\n\nA: b\n\n", "0 ", "9", "07700 900123 ", "07700 9001 "),
    *("1/1/20 ", "born ", "1 Aa ", "MD7 4Q ", "hospital number 1", "reg A1", " ", "\t", "\n"),
    *(
        "Aa Aa ",
        "Mr A",
        "he @a_",
        "@1",
        "login: ",
        "username is a",
        "baby arrived ",
        "was 1 ",
        "a.b at c",
        "He arrived at 1 past ",
    ),
    *("account 1234567", "1234 ", "passport 12345678 ", "AB12 ", "GMC 701234", "12A1234", "A\\\\a"),
    *("a@", "a.b@", "a dot ", " at a", "A. ", "AA ", "Aa ", "a", "a-", "\u0430a ", "a\u0301"),
    *("\U0001f469\u200d"),
]
SIZE = 60_000
"""Characters, just within what a story file may have."""
MOMENT = 10.0 if sys.gettrace() else 2.0
"""Seconds of the processor; coverage, which traces every line, makes five of one."""
FRONT = "---\ntitle: A night\nsummary: What it is like.\ndate: 2026-11-20\ncategory: People\n---\n"


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=ascii)
def test_no_text_keeps_anybody_waiting(fragment: str, check: Callable[[bytes], object]) -> None:
    paragraph = fragment * max(1, min(280, 900 // len(fragment)))
    paragraphs = f"{paragraph}\n\n" * (SIZE // len(paragraph))
    for body in ((fragment * SIZE)[:SIZE], "\n".join(paragraphs[:SIZE].split("\n")[:2400])):
        started = time.process_time()
        problems = check((FRONT + body).encode())
        if not any("story-file" in str(problem) for problem in problems):
            render(Text(body))
        assert time.process_time() - started < MOMENT
