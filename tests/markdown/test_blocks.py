"""What is taken for plain words becomes a paragraph, as it does when every kind of block is tried."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor

from goodnews.markdown.blocks import is_plain, spare_blocks

EXTENSIONS = ["abbr", "footnotes", "sane_lists", "tables"]
STARTS = [
    "",
    " ",
    "   ",
    "    ",
    "# ",
    "> ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "١. ",
    "===",
    "---",
    "***",
    "_ _ _",
    "|--|--",
]
STARTS += ["[a]: ", "[^1]: ", "*[NHS]: ", "Q: ", "<b>", "&", "ª", "é", '"', "\\"]
ENDS = ["tea", "NHS | tea", "", " ", "[a]", "[^1]", "*", "|"]
LINES = st.builds(str.__add__, st.sampled_from(STARTS), st.sampled_from(ENDS))
BLOCKS = st.lists(LINES, min_size=1, max_size=4).map("\n".join)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=5).map("\n\n".join)


def _spared(source: str) -> str:
    parser = Markdown(extensions=EXTENSIONS)
    spare_blocks(parser.parser)
    return parser.convert(source)


@given(TEXTS)
@settings(max_examples=600)
def test_lines_that_begin_in_any_way_become_what_the_library_makes_of_them(source: str) -> None:
    assert _spared(source) == Markdown(extensions=EXTENSIONS).convert(source)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "\nTea",
        " Tea",
        "1. Tea",
        "١. Tea",
        "# Tea",
        "[Tea]: /tea/",
        "Tea\n===",
        "Tea\n   # Cake",
        "Tea\n> cake",
        "Tea\n* * *",
        "Tea\n*[T]: x",
        "Tea\n[^1]: x",
        "Tea | cake\n--- | ---",
    ],
)
def test_what_could_be_more_than_a_paragraph_is_not_plain(block: str) -> None:
    assert not is_plain(block)


@pytest.mark.parametrize("block", ["Tea", "Tŷ\n    # not a heading", "Tea - *cake* [a] > b\n1. x", "Q: Tea?"])
def test_what_begins_with_a_letter_is_plain(block: str) -> None:
    assert is_plain(block)


@pytest.mark.parametrize(
    "source", ["Tea\n\ncake\n\n- a\n- b\n\n  c\n\nd", "- a\n\n- b\nc\n\n1. d", "> a\n\nb\n> c"]
)
def test_plain_blocks_stand_where_they_stood(source: str) -> None:
    assert _spared(source) == Markdown(extensions=EXTENSIONS).convert(source)


class _Shout(BlockProcessor):
    def test(self, parent: object, block: str) -> bool:
        return block.endswith("!")

    def run(self, parent: object, blocks: list[str]) -> bool:
        blocks[0] = blocks[0].rstrip("!").upper()
        return False


def test_beside_a_kind_of_block_that_is_not_known_nothing_is_plain() -> None:
    parser = Markdown()
    parser.parser.blockprocessors.register(_Shout(parser.parser), "shout", 12)
    spare_blocks(parser.parser)
    assert parser.convert("Tea!") == "<p>TEA</p>"
