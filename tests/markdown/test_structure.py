"""Which lines belong together; that they are the right ones is held against GitHub's own renderer."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodnews.markdown import Text, render
from goodnews.markdown.leaves import Block, Kind, cells_of
from goodnews.markdown.structure import read_structure

LINES = st.lists(
    st.builds(
        "".join,
        st.lists(
            st.sampled_from(
                [
                    " ",
                    "  ",
                    "    ",
                    "> ",
                    "- ",
                    "1. ",
                    "2) ",
                    "#",
                    "```",
                    "~~~",
                    "---",
                    "=",
                    "|",
                    "a",
                    "<div>",
                ]
            ),
            max_size=6,
        ),
    ),
    max_size=12,
)


def _all(blocks: list[Block]) -> list[Block]:
    return [each for block in blocks for each in (block, *_all(block.children))]


@given(LINES)
def test_blocks_come_in_the_order_of_their_lines(lines: list[str]) -> None:
    starts = [block.line for block in _all(read_structure("\n".join(lines), 5))]
    assert starts == sorted(starts)
    assert all(5 <= start < 5 + max(1, len(lines)) for start in starts)


@given(LINES)
def test_every_word_is_in_some_block(lines: list[str]) -> None:
    assume(not any("```" in line or "~~~" in line for line in lines))  # a fence may say its language
    words = sum(line.count("a") for line in lines)
    leaves = _all(read_structure("\n".join(lines)))
    assert sum(block.text.count("a") for block in leaves) == words


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        (r"| a \| b |", ["a | b"]),
        ("||", [""]),
        (r"| a \|", ["a |"]),
    ],
)
def test_a_row_has_its_cells(row: str, cells: list[str]) -> None:
    assert cells_of(row) == cells


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_nobody_can_nest_deeper_than_the_page_can_show(mark: str) -> None:
    html = render(Text(mark * 500 + "tea")).html
    assert html.count("tea") == 1
    assert html.count("<") < 120


@pytest.mark.parametrize(
    "piece", ["# ", "- ", "| ", "> ", "* ", "<a ", "<a b='c' ", "```", "[^1]: ", "[a]: ", "   "]
)
def test_no_line_takes_long(piece: str) -> None:
    started = time.process_time()
    read_structure(piece * 10_000 + "x")
    assert time.process_time() - started < 1


def test_a_line_that_starts_a_paragraph_ends_the_one_before() -> None:
    import re

    blocks = read_structure("Q: one\nA: two", new_paragraph=re.compile("[QA]:"))
    assert [(block.kind, block.line) for block in blocks] == [(Kind.PARAGRAPH, 1), (Kind.PARAGRAPH, 2)]
