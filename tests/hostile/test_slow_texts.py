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
    *(
        "a@",
        "a.b@",
        "a dot ",
        " at a",
        "A. ",
        ".",
        "?!",
        "@a.a ",
        "AA ",
        "Aa ",
        "a",
        "a-",
        "\u0430a ",
        "a\u0301",
    ),
    *("\U0001f469\u200d"),
]
SIZES = {15_000: 1.0, 60_000: 2.0}
"""Characters, and the seconds of the processor they may take; the last is all that a story file may have."""
TRACED = 5 if sys.gettrace() else 1
"""Coverage, which traces every line, makes five seconds of one."""
FRONT = "---\ntitle: A night\nsummary: What it is like.\ndate: 2026-11-20\ncategory: People\n---\n"


@pytest.mark.parametrize("size", [15_000, pytest.param(60_000, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("fragment", FRAGMENTS, ids=ascii)
def test_no_text_keeps_anybody_waiting(fragment: str, size: int, check: Callable[[bytes], object]) -> None:
    paragraph = fragment * max(1, min(280, 900 // len(fragment)))
    paragraphs = f"{paragraph}\n\n" * (size // len(paragraph))
    for body in ((fragment * size)[:size], "\n".join(paragraphs[:size].split("\n")[:2400])):
        started = time.process_time()
        problems = check((FRONT + body).encode())
        if not any("story-file" in str(problem) for problem in problems):
            render(Text(body))
        assert time.process_time() - started < SIZES[size] * TRACED
