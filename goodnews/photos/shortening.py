"""Cutting a text that is too long for its lines: where a word ends, with an ellipsis that says so."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

Measure = Callable[[str], float]
"""How wide a piece of text is at the size in question, in pixels."""


def shorten(words: Sequence[str], width: float, most: int, measure: Measure) -> tuple[str, ...]:
    """Fill `most` lines in order, and end the last with an ellipsis if words are left.

    A word wider than the line is divided with a hyphen.

    >>> shorten("we thank you all".split(), 9, 1, len)
    ('we thank…',)
    """
    lines: list[str] = []
    rest = [piece for word in words for piece in _pieces(word, width, measure)]
    while rest and len(lines) < most:
        taken = 1
        while taken < len(rest) and measure(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    if rest and lines:
        lines[-1] = _with_ellipsis(lines[-1], width, measure)
    return tuple(lines)


def _with_ellipsis(line: str, width: float, measure: Measure) -> str:
    """As many whole words of a line as fit before an ellipsis; of a single word, as many letters."""
    fits = _fitting(line, "…", width, measure)
    if fits < len(line) and " " in line[: fits + 1]:
        fits = line.rindex(" ", 0, fits + 1)
    return f"{line[:fits].rstrip(' ,.;:–-')}…"


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    """A word in parts that fit the line."""
    pieces = []
    while measure(word) > width and len(word) > 1:
        fits = max(1, min(len(word) - 1, _fitting(word, "-", width, measure)))
        pieces.append(f"{word[:fits]}-")
        word = word[fits:]
    return [*pieces, word]


def _fitting(text: str, ending: str, width: float, measure: Measure) -> int:
    """How many letters of a text fit the line before an ending."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda letters: measure(text[:letters] + ending))
