"""Plain marks are read as a parser reads them, and doubtful ones are left to it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks.parts import LinkText, Paragraph, Parts, Picture, Prose
from goodnews.checks.plain_blocks import Kind, blocks_of
from goodnews.checks.plain_marks import MARK
from goodnews.checks.prose import _parse, read_prose

PIECES = st.lists(
    st.sampled_from(
        [
            *("the", "ward", "7", "é", "①", "Ⓐ", "e\u0301", "’", "“", "”", '"', "'", "(", ")", "!", "?", "£"),
            *(".", ",", ":", "…", "-", "–", "=", "+", "#", "/", "&", ";", " ", " ", " ", "\n", "\n\n"),
            *(
                "*",
                "**",
                "_",
                "__",
                "***",
                "[",
                "]",
                "](/a/)",
                "![",
                "*it*",
                "**b**",
                "_u_",
                "__v__",
                "*a b*",
            ),
            *("[l](/u/)", "[x y](https://a.example/b_c)", "[](/a)", "[w!](http://a.b)", "[*a*](/b)", "*a.*"),
            *("![p](q.jpg)", "![](w_1.jpg)", "*é*", "*①*", "*[a](/b)*", "\n- ", "\n* ", "\n> ", "\n\n## "),
        ]
    ),
    max_size=10,
).map("".join)


def parsed(text: str) -> Prose:
    """What the parser alone makes of a text."""
    parts = Parts()
    _parse(parts, text, 5)
    return parts.prose()


@given(PIECES)
def test_a_parser_would_say_the_same(text: str) -> None:
    assert read_prose(text, 5) == parsed(text)


@given(st.from_regex(re.compile(rf"a {MARK} (?:{MARK})?\.", re.ASCII), fullmatch=True))
def test_a_parser_takes_every_plain_mark_for_one(text: str) -> None:
    assert read_prose(text, 5) == parsed(text)


def test_plain_marks_need_no_parser() -> None:
    text = (
        "*At* six, see [the rota](/rota/)\nand **every** [one](https://a.example/b_c) _of_ us:\n"
        "![A cup](cup.jpg)"
    )
    (block,) = blocks_of(text)
    assert block.kind is Kind.PARAGRAPH
    assert read_prose(text, 5) == Prose(
        links=(LinkText(5, "the rota", "/rota/"), LinkText(6, "one", "https://a.example/b_c")),
        pictures=(Picture(7, "cup.jpg", "A cup"),),
        paragraphs=(Paragraph(5, "At six, see the rota\nand every one of us:"),),
        emphasised=(Paragraph(5, "At"), Paragraph(6, "of")),
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2 * 3 * 4",
            "snake_case_word",
            "a*b*",
            "*a*b",
            "* a*",
            "***a***",
            "*a",
            "*a_",
            "**a*",
            "*a\nb*",
            "*!a*",
        ),
        *(
            "[a](b)",
            "[a](//b.c)",
            "[a](HTTPS://B.C)",
            "[a](javascript:b)",
            "[a](/b c)",
            '[a](/b "c")',
            "[a]()",
        ),
        *(
            "[*a*](/b)",
            "*[a](/b)*",
            "[a [b](/c)](/d)",
            "[a]",
            "[a][b]",
            "![a](/b.jpg)",
            "![a](https://b.c/d.jpg)",
        ),
    ],
)
def test_what_could_be_taken_in_two_ways_is_left_to_the_parser(text: str) -> None:
    assert {block.kind for block in blocks_of(f"See {text}")} == {Kind.MARKED}
