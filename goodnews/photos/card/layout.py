"""Setting a title: the largest size that fits, lines of even length, no word left alone at the end."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

Measure = Callable[[str], float]
"""How wide a piece of text is at the size in question, in pixels."""

_ORPHAN = 0.6
_BAD_BREAK = 0.08
_DASHES = frozenset("-–—")
_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "our"),
        *("the", "their", "to", "with"),
        *("a", "a'r", "am", "ar", "i", "o", "y", "yn", "yr"),
    )
)
"""Of English and Welsh: better at the start of a line than at its end."""


class SetText(NamedTuple):
    """Lines of text at a size in pixels."""

    size: int
    lines: tuple[str, ...]


class _Row(NamedTuple):
    """Words side by side, each measured once: a line is as wide as its words and the spaces between them.

    Attributes:
        widths: of each word.
        ends: of each number of words from the first, without any spaces.
        space: between two words.
    """

    widths: Sequence[float]
    ends: Sequence[float]
    space: float

    @classmethod
    def of(cls, words: Sequence[str], measure: Measure) -> "_Row":
        widths = [measure(word) for word in words]
        return cls(widths, list(accumulate(widths, initial=0.0)), measure(" "))

    def span(self, first: int, end: int) -> float:
        """How wide a line of the words from `first` up to, and without, `end` is."""
        return self.ends[end] - self.ends[first] + self.space * (end - first - 1)


def layout_title(
    text: str,
    *,
    width: float,
    height: float,
    sizes: Sequence[int],
    leading: float,
    at: Callable[[int], Measure],
) -> SetText:
    """Choose the size that reads best in the box; cut what never fits.

    That is the largest of `sizes` (descending), unless a smaller one fills its lines so much better, or
    breaks them in so much better places, that it looks larger.

    `leading` is from line to line, as a multiple of the size; `at` gives the measure for a size, by which two
    words and a space have to be as wide together as apart.
    """
    words = text.split()
    bad = _bad_breaks(words)
    best, looks = None, 0.0
    for size in sizes:
        if size <= looks:
            # No lines are better than perfect: this size and those below can't look larger any more.
            break
        row, most = _Row.of(words, at(size)), lines_in(height, size, leading)
        if max(row.widths, default=0.0) > width:
            continue
        ends = _break(row, width, bad)
        if len(ends) > most:
            continue
        larger = size * _comeliness(row, ends, width, bad)
        if larger > looks:
            best, looks = SetText(size, _lines(words, ends)), larger
    if best is not None:
        return best
    size = sizes[-1]
    return SetText(size, shorten(words, width, lines_in(height, size, leading), at(size)))


def lines_in(height: float, size: int, leading: float) -> int:
    """How many lines a height holds, one at least.

    >>> lines_in(200, 80, 1.1)
    2
    """
    return max(1, int((height - size) // (size * leading)) + 1)


def _break(row: _Row, width: float, bad: Sequence[bool]) -> list[int]:
    """Where each line ends: the number of the word after it.

    Of all ways with the fewest lines it takes the one with the least squared slack, counting against
    it a last line of one word, and a break before a number or a dash, or after a little word ("of"). This
    is the total-fit idea of Knuth and Plass, "Breaking paragraphs into lines" (1981). A word wider than
    the line gets a line to itself.
    """
    count = len(row.widths)
    # best[i]: lines, cost and first break of the words from i to the end.
    best: list[tuple[int, float, int]] = [(0, 0.0, count)] * (count + 1)
    for first in range(count - 1, -1, -1):
        options = []
        for end in range(first + 1, count + 1):
            span = row.span(first, end)
            if end > first + 1 and span > width:
                break
            lines, cost, _ = best[end]
            cost += max(0.0, 1 - span / width) ** 2
            if bad[end]:
                cost += _BAD_BREAK
            elif end == count and end - first == 1 and first > 0:
                cost += _ORPHAN
            options.append((lines + 1, cost, end))
        best[first] = min(options)
    ends, at = [], 0
    while at < count:
        at = best[at][2]
        ends.append(at)
    return ends


def _lines(words: Sequence[str], ends: Sequence[int]) -> tuple[str, ...]:
    return tuple(" ".join(words[first:end]) for first, end in pairwise((0, *ends)))


def _comeliness(row: _Row, ends: Sequence[int], width: float, bad: Sequence[bool]) -> float:
    """How well lines fill the box and where they break, 1 at best."""
    if not ends:
        return 1.0
    spans = list(pairwise((0, *ends)))
    filled = sum(row.span(first, end) for first, end in spans) / (width * len(ends))
    breaks = sum(bad[end] for end in ends)
    first, end = spans[-1]
    alone = len(ends) > 1 and end - first == 1
    return float(filled**0.6 * 0.94**breaks * (0.8 if alone else 1.0))


def _bad_breaks(words: Sequence[str]) -> list[bool]:
    """For each number of words: whether a line had better not end after so many of them.

    It ends in a little word then ("of", "the"), or the next begins with a number or a dash.
    """
    between = [
        following[0].isdigit() or following in _DASHES or word.lower() in _SMALL_WORDS
        for word, following in pairwise(words)
    ]
    return [False, *between, False]


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
