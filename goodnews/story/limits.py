"""Text that no person wrote: characters that nobody sees, and tangles that parsers take minutes over.

Within these limits every story is rendered in well under a second; beyond them is nothing that a reader
could use.
"""

import re
from typing import NamedTuple

MOST_LINES = 2_500
LONGEST_PARAGRAPH = 10_000
MOST_MARKS = 300
"""Of one kind in one paragraph; parsers go back to the first for each."""
MOST_MARKS_IN_ALL = 3_000
DEEPEST_LIST = 8
_NO_CHARACTER = re.compile(r"&#\d{20}")
"""The number of no character. Python refuses to read one that has thousands of digits."""
MARKS = "[<*_`\\&\"'"
_ALL_BUT_MARKS = bytes(set(range(256)) - set(MARKS.encode()))

_BLANK = re.compile(r"\n[ \t]*\n")
_MARKER = r"(?:>|[-*+]|\d{1,9}[.)])"
_MANY_MARKERS = re.compile(rf"[>*+.)-](?:[ \t]{{1,9}}{_MARKER}){{{DEEPEST_LIST}}}[ \t]")
_NESTED = re.compile(
    rf"^(?:[ \t]{{0,80}}(?:{_MARKER}[ \t]{{1,9}}){{{DEEPEST_LIST + 1}}}"
    rf"|[ \t]{{{4 * DEEPEST_LIST},}}(?:[-*+]|\d{{1,9}}[.)])[ \t])",
    re.MULTILINE,
)

# Control characters but for tab and newline; halves of pairs; what Unicode keeps for no character at all
# (23.7), which XML 1.0 refuses too; private letters, which look different in every font. One pattern for
# both planes and those beyond would be ten times as slow.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ue000-\uf8ff\ufffe\uffff]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_UNPRINTABLE_BEYOND = re.compile(f"[{_NONCHARACTERS}\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class LimitExceeded(NamedTuple):
    """Where a text goes beyond a limit (a line within it, from 1), and how."""

    line: int
    message: str
    hint: str


def find_excess(text: str) -> LimitExceeded | None:
    """Find the first thing in a Markdown text that nobody would write.

    >>> find_excess("A [link](https://a.example/), and - a dash.") is None
    True
    """
    if text.count("\n") > MOST_LINES:
        return LimitExceeded(
            MOST_LINES, f"This text has more than {MOST_LINES} lines.", "Make several stories of it."
        )
    # Sooner looked for than the pattern itself, and there wherever it is.
    may_be_nested = _MANY_MARKERS.search(text) or "\t" in text or " " * 4 * DEEPEST_LIST in text
    if may_be_nested and (match := _NESTED.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        message = f"This list or quotation is nested more than {DEEPEST_LIST} deep."
        return LimitExceeded(line, message, "Use at most two levels.")
    if "&#" in text and (match := _NO_CHARACTER.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        return LimitExceeded(
            line, f"“{match[0]}…” is the number of no character.", "Type the character itself."
        )
    # As bytes, and in a tenth of the time that it takes to count each mark.
    all_marks = len(text.encode(errors="replace").translate(None, _ALL_BUT_MARKS))
    for mark in MARKS if all_marks > MOST_MARKS_IN_ALL else "":
        if text.count(mark) > MOST_MARKS_IN_ALL:
            message = f"There are more than {MOST_MARKS_IN_ALL} of “{mark}” in this text."
            return LimitExceeded(
                text.count("\n", 0, text.index(mark)) + 1, message, "Take out those that are not needed."
            )
    if len(text) <= LONGEST_PARAGRAPH and all_marks <= MOST_MARKS:
        return None
    start = 0
    for block in _BLANK.split(text):
        if excess := _excess_of(block):
            line = text.count("\n", 0, text.index(block, start)) + 1
            return LimitExceeded(line, excess, "Break it up with blank lines, or shorten it.")
        start += len(block)
    return None


def _excess_of(block: str) -> str | None:
    if len(block) > LONGEST_PARAGRAPH:
        return f"This paragraph has more than {LONGEST_PARAGRAPH} characters."
    many = next((mark for mark in MARKS if block.count(mark) > MOST_MARKS), None)
    return f"There are more than {MOST_MARKS} of “{many}” in this paragraph." if many else None


def find_unprintable(text: str) -> int | None:
    r"""The position of the first character that can't be printed.

    Letters newer than this Python are no reason to refuse: next year's emoji is welcome.

    >>> find_unprintable("A\tnight\x07")
    7
    """
    match = _UNPRINTABLE.search(text)
    if not text.isascii() and _BEYOND.search(text):
        beyond = _UNPRINTABLE_BEYOND.search(text, 0, match.start() if match else len(text))
        match = beyond or match
    return match.start() if match else None


def find_turning(text: str) -> int | None:
    """The position of the first invisible character that changes the direction of what follows."""
    match = None if text.isascii() else _TURNING.search(text)
    return match.start() if match else None
