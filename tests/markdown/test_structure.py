"""Which lines belong together; that they are the right ones is held against GitHub's own renderer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from goodnews.markdown.body import Text, render
from goodnews.markdown.structure import read_structure

PIECES = (*" #=|ŵ", "  ", "    ", "> ", "- ", "1. ", "2) ", "```", "~~~", "---", "<div>", "[^1]: ")
# A fence may say its language, and a row may have more cells than its table.
SHOWN_WHOLE = tuple(piece for piece in PIECES if piece not in {"```", "~~~", "|"})


def lines_of(pieces: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.lists(st.sampled_from(pieces), max_size=6).map("".join), max_size=12)


LINES = lines_of(PIECES)


@given(LINES)
def test_blocks_come_in_the_order_of_their_lines(lines: list[str]) -> None:
    starts = [token.map[0] for token in read_structure("\n".join(lines)) if token.map]
    assert starts == sorted(starts)
    assert all(start < max(1, len(lines)) for start in starts)


@given(lines_of(SHOWN_WHOLE))
def test_every_word_is_in_some_block(lines: list[str]) -> None:
    words = sum(line.count("ŵ") for line in lines)
    assert sum(token.content.count("ŵ") for token in read_structure("\n".join(lines))) == words


@given(lines_of(tuple(piece for piece in PIECES if piece != "[^1]: ")))
def test_blocks_are_those_that_commonmark_reads(lines: list[str]) -> None:
    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.core.ruler.enableOnly(["block"])
    blocks, expected = read_structure("\n".join(lines)), parser.parse("\n".join(lines))
    assert [(token.type, token.map, token.hidden, token.content) for token in blocks] == [
        (token.type, token.map, token.hidden, token.content) for token in expected
    ]


@given(LINES)
def test_all_of_it_can_be_shown(lines: list[str]) -> None:
    assert "<p>A note" in render(Text("\n".join(["A note[^1].", "", *lines, "", "[^1]:"]))).html


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        (r"| a \| b | c |", ["a | b", "c"]),
        (r"| a | b \|", ["a", "b |"]),
    ],
)
def test_a_row_has_its_cells(row: str, cells: list[str]) -> None:
    html = render(Text(f"{row}\n| - | - |")).html
    assert html.count("<th>") == 2
    assert all(f"<th>{cell}</th>" in html for cell in cells)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_nobody_can_nest_deeper_than_the_page_can_show(mark: str) -> None:
    html = render(Text(mark * 500 + "tea")).html
    assert html.count("tea") == 1
    assert html.count("<") < 120


def test_a_speaker_ends_the_paragraph_before() -> None:
    text = "Q: one\nA: two"
    assert [token.content for token in read_structure(text) if token.content] == [text]
    assert [token.content for token in read_structure(text, interview=True) if token.content] == text.split(
        "\n"
    )
