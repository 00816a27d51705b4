"""Plain words are told from Markdown, and never taken for it or it for them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodnews.checks import prose
from goodnews.checks.parts import Parts, Prose
from goodnews.checks.plain_blocks import Block, Kind, blocks_of
from goodnews.checks.prose import read_prose

TEXT = """\

## At six

The kettle sings: “tea”, for 12
of us. £5 (all of it)!

- Milk
- 2 sugars

> No biscuits,
> sadly.


See *this*
and that.

See `this`
and that.

1. One

    more of one

Tea & cake; tea &amp; cake
"""


def test_blocks_are_told_apart() -> None:
    assert list(blocks_of(TEXT)) == [
        Block(Kind.HEADING, 1, "## At six"),
        Block(Kind.PARAGRAPH, 3, "The kettle sings: “tea”, for 12\nof us. £5 (all of it)!"),
        Block(Kind.LIST, 6, "- Milk\n- 2 sugars"),
        Block(Kind.QUOTE, 9, "> No biscuits,\n> sadly."),
        Block(Kind.PARAGRAPH, 13, "See *this*\nand that."),
        Block(
            Kind.MARKED,
            16,
            "See `this`\nand that.\n\n1. One\n\n    more of one\n\nTea & cake; tea &amp; cake",
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\n```\nTwo.\n\nThree.\n```",
        "One.\n\n<!--\nTwo.\n\nThree.\n-->",
        "See [one].\n\nTwo.\n\n[one]: /two/",
        "One.\n\n\tTwo.",
    ],
)
def test_a_text_with_marks_that_reach_far_is_read_whole(text: str) -> None:
    assert list(blocks_of(text)) == [Block(Kind.MARKED, 0, text)]


@pytest.mark.parametrize(
    "text",
    [
        *("One\n===", "One\n---", "One  \ntwo", "One\\\ntwo", "One\n- two", "One\n\n    two", "One\u2028two"),
        *("1. One", "7) One", "a | b", "# One #", "#One", "  One", "- [x] One", "\u00a0One"),
        *("---", "- - -", "`one`", "__one__x", "&pound;5"),
    ],
)
def test_what_is_doubtful_counts_as_marked(text: str) -> None:
    assert {block.kind for block in blocks_of(text)} == {Kind.MARKED}


def parsed(text: str, first_line: int) -> Prose:
    """What the parser alone makes of a text."""
    parts = Parts()
    prose._parse(parts, text, first_line)
    return parts.prose()


LINES = st.tuples(
    st.sampled_from(
        ["", "", "", "", "- ", "* ", "+ ", "> ", "## ", "# ", "#", " ", "    ", "1. ", "2) ", "\t", "|"]
    ),
    st.lists(
        st.sampled_from(
            [
                *("the", "ward", "sang.", "12", "“Hello!”", "it’s", "£5", "A&E", "7.", "(all)", "é", "a:b"),
                *(
                    "&",
                    "&amp;",
                    "x;",
                    "a|b",
                    "*it*",
                    "**b**",
                    "_u_",
                    "`c`",
                    "[l](/u)",
                    "![p](q)",
                    "[l]",
                    "[l]:",
                ),
                *("#", "-", "+", "*", ">", "=", "---", "===", "...", "!", "\\", "~", "~~~", "```", "<b>"),
                *("<!--", "-->", "e\u0301", "\u00a0", "\u2028"),
            ]
        ),
        max_size=5,
    ).map(" ".join),
    st.sampled_from(["\n", "\n\n", "\n\n", "\n \n", "\n\n\n", " \n", "  \n"]),
).map("".join)


@given(st.lists(LINES, max_size=7).map("".join))
@example(TEXT)
def test_reading_plain_blocks_alone_changes_nothing(text: str) -> None:
    assert read_prose(text, 5) == parsed(text, 5)


@given(st.text("aaB7 \n\n  -*+>#=|.:)1&;_`[]()!<~\"'\\\té\u00a0", max_size=40))
def test_no_mark_is_too_small_to_be_noticed(text: str) -> None:
    assert read_prose(text) == parsed(text, 1)
