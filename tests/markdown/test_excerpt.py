"""The first lines of a text."""

import pytest

from goodnews.markdown import Text, first_lines, render


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("One.\n\nTwo.", 100, ("One.", "Two.")),
        ("One. Two is longer.\n\nThree.", 10, ("One.",)),
        ("A sentence without an end", 12, ("A sentence…",)),
        ("One.\n\nA sentence without an end", 12, ("One.",)),
        ("Tea & *cake*<br>\nfor 5 < 6.[^1]\n\n[^1]: Note.", 100, ("Tea & cake for 5 < 6.",)),
        ("# Heading\n\n- a list\n\nWords.", 100, ("Words.",)),
        ("", 100, ()),
    ],
)
def test_first_lines_are_plain_words_that_end_where_people_end(
    text: str, most: int, lines: tuple[str, ...]
) -> None:
    assert first_lines(render(Text(text)).html, most) == lines
