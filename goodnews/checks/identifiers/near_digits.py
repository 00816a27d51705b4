"""Patterns that need a digit, looked for where the digits are and nowhere else.

Most of a story is words. A pattern that says how far from a digit its matches can reach finds the same
in a few short pieces of a text as in the whole of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TEN = "0123456789"
_DIGITS = re.compile(r"\d\d*")  # twice, so that it starts with what a search can skip to
LONGEST_GAP = 7
"""Spaces and hyphens in a row that people write."""
LONGEST_WORD = 39
SHORT = 256
"""Characters that are sooner looked through than cut into pieces."""
_GAP = re.compile(rf"[\s-](?=[\s-]{{{LONGEST_GAP}}})")
_EDGE = LONGEST_WORD + 1
"""A gap or a word too long for the bounds starts within them, and is known by so many characters."""
_WORD = re.compile(rf"[a-z'’]{{{LONGEST_WORD + 1}}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NearDigits:
    """A pattern whose matches hold a digit, or are of no interest without one close by.

    Attributes:
        pattern: looks for it.
        before: characters between a match's start and its first digit, at most.
        after: characters from its last digit to its end, at most, and all that a lookahead sees; digits of
            one match are never further apart than both together.
        bounded: whether this holds for any text, or only where gaps and words are no longer than above.
    """

    pattern: re.Pattern[str]
    before: int
    after: int
    bounded: bool = True

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find what `pattern.finditer(text)` finds."""
        if len(text) <= (SHORT if self.bounded else 4 * SHORT):
            return self.pattern.finditer(text)
        pieces = self._pieces(text)
        if 2 * sum(end - start for start, end in pieces) > len(text):
            return self.pattern.finditer(text)
        if not self.bounded and any(
            _is_stretched(text[max(0, start - _EDGE) : end + _EDGE]) for start, end in pieces
        ):
            return self.pattern.finditer(text)
        return (match for start, end in pieces for match in self.pattern.finditer(text, start, end))

    def _pieces(self, text: str) -> list[tuple[int, int]]:
        """From where to where matches can be; no two touch."""
        pieces: list[tuple[int, int]] = []
        start = end = -1
        for first, last in _digits_of(text):
            if end < first - self.before:
                if end >= 0:
                    pieces.append((start, end))
                start = max(0, first - self.before)
            end = last + self.after
        return [*pieces, (start, end)] if end >= 0 else pieces

    def are_in(self, text: str) -> bool:
        """Whether there is any match: quickly said, and most often no. Only for a bounded pattern."""
        digits = _digits_of(text)
        if not digits:
            return False
        first, last = digits[0][0] - self.before, digits[-1][1] + self.after
        return self.pattern.search(text, max(0, first), last) is not None


def has_digits(text: str) -> bool:
    """Whether there is a digit, of any alphabet.

    >>> has_digits("Ward 7"), has_digits("Ward seven")
    (True, False)
    """
    if len(text) > SHORT and text.isascii():
        return any(digit in text for digit in _TEN)
    return _DIGITS.search(text) is not None


def count_digits(text: str) -> int:
    """How many digits there are, of any alphabet.

    >>> count_digits("Ward 7, 24 beds")
    3
    """
    return sum(last - first for first, last in _digits_of(text))


def count_numbers(text: str) -> int:
    """How many runs of digits there are.

    >>> count_numbers("Ward 7, 24 beds")
    2
    """
    return len(_digits_of(text))


@lru_cache(maxsize=32)  # the same few passages, for one pattern after the other
def _digits_of(text: str) -> tuple[tuple[int, int], ...]:
    first, last = 0, len(text)
    if len(text) > SHORT and text.isascii():
        # Ten looks for one character each are over long before one look for any kind of digit.
        there = [digit for digit in _TEN if digit in text]
        if not there:
            return ()
        first, last = min(map(text.find, there)), max(map(text.rfind, there)) + 1
    return tuple(match.span() for match in _DIGITS.finditer(text, first, last))


def _is_stretched(piece: str) -> bool:
    """Whether a pattern with a `+` in it could reach further than in anything that people write."""
    longest = max(map(len, piece.split()), default=0)
    return bool(_GAP.search(piece) or (longest > LONGEST_WORD and _WORD.search(piece)))
