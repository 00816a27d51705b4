"""Titles: lines that fit, are even, and leave no word alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.photos.card.fonts import BOLD, measure
from goodnews.photos.card.layout import SetText, layout_title, shorten


def typewriter(text: str) -> float:
    """Every letter is one wide."""
    return float(len(text))


def broken(text: str, width: float) -> tuple[str, ...]:
    """The lines of a text for which there is one size, and any height."""
    return layout_title(
        text, width=width, height=9999, sizes=(1,), leading=1, at=lambda _size: typewriter
    ).lines


def sized(size: int):
    return lambda text: len(text) * size / 2


def setting(text: str, width: float = 400, height: float = 300, sizes: range = range(80, 19, -2)) -> SetText:
    return layout_title(text, width=width, height=height, sizes=sizes, leading=1.1, at=sized)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("A night on Ward 7", 30, ("A night on Ward 7",)),
        # Even, where filling each line in turn would leave one word over.
        ("Thank you for looking after my dad", 30, ("Thank you for looking", "after my dad")),
        # A number stays with its word, and a little word goes with what it belongs to.
        ("The porters of Ward 12 say hello", 22, ("The porters", "of Ward 12 say hello")),
        ("We asked our staff to tell us", 20, ("We asked our staff", "to tell us")),
        # A dash stays with what it follows.
        ("A night out – here we go", 14, ("A night out –", "here we go")),
        ("", 10, ()),
    ],
)
def test_lines_break_where_a_typesetter_would(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert broken(text, width) == lines


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=18)


@given(WORDS, st.integers(9, 40))
def test_breaking_keeps_every_word_in_order_and_in_the_measure(words: list[str], width: int) -> None:
    lines = broken(" ".join(words), width)
    assert " ".join(lines).split() == words
    assert all(len(line) <= width for line in lines)


@given(WORDS, st.integers(9, 40))
def test_no_more_lines_are_used_than_needed(words: list[str], width: int) -> None:
    needed, line = 1, 0
    for word in words:
        line = line + 1 + len(word) if line else len(word)
        if line > width:
            needed, line = needed + 1, len(word)
    assert len(broken(" ".join(words), width)) == needed


@given(WORDS)
def test_a_title_always_fits_its_box(words: list[str]) -> None:
    chosen = setting(" ".join(words))
    assert all(len(line) * chosen.size / 2 <= 400 for line in chosen.lines)
    assert chosen.size + (len(chosen.lines) - 1) * chosen.size * 1.1 <= 300


def test_a_last_line_of_one_word_is_avoided() -> None:
    for text in ("Hello from the hospital canteen today", "We sent the wrong letters to you all"):
        assert all(" " in line for line in setting(text).lines[-1:])


def test_a_short_title_is_as_large_as_it_can_be() -> None:
    assert setting("Full").size == 80


def test_a_slightly_smaller_size_that_fills_its_lines_is_preferred() -> None:
    # At 88 this title takes four lines, half of them empty; a little smaller it fills three.
    chosen = layout_title(
        "A&E is full. This is what full looks like",
        width=476,
        height=364,
        sizes=range(88, 39, -2),
        leading=1.06,
        at=lambda size: measure(BOLD, size),
    )
    assert chosen.lines == ("A&E is full.", "This is what", "full looks like")


def test_what_never_fits_is_cut_with_an_ellipsis() -> None:
    chosen = setting("word " * 400)
    assert chosen.size == 20
    assert chosen.lines[-1].endswith("…")
    assert all(len(line) * 10 <= 400 for line in chosen.lines)


def test_a_word_wider_than_the_line_is_divided() -> None:
    chosen = setting("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")
    assert len(chosen.lines) == 2
    assert chosen.lines[0].endswith("-")


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("thank you all", 20, 2, ("thank you all",)),
        ("we thank you all", 9, 2, ("we thank", "you all")),
        ("we thank you all", 9, 1, ("we thank…",)),
        # Not "we tha…": what is left ends with a word.
        ("we thank you all", 7, 1, ("we…",)),
        ("well done, everybody", 11, 1, ("well done…",)),
        ("well – everybody", 6, 1, ("well…",)),
        # A single long word is divided, and cut where it has to be.
        ("Llanfairpwllgwyn", 8, 3, ("Llanfai-", "rpwllgw-", "yn")),
        ("Llanfairpwllgwyn", 8, 1, ("Llanfai…",)),
        ("", 8, 1, ()),
    ],
)
def test_a_text_is_cut_where_a_word_ends(text: str, width: int, most: int, lines: tuple[str, ...]) -> None:
    assert shorten(text.split(), width, most, len) == lines


@given(
    st.lists(st.text("abcd,", min_size=1, max_size=30), max_size=20), st.integers(2, 20), st.integers(1, 5)
)
def test_whatever_comes_it_fits(words: list[str], width: int, most: int) -> None:
    lines = shorten(words, width, most, len)
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
