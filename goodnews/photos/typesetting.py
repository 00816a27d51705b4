"""Setting a title: the largest size that fits, lines of even length, no word left alone at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

Measure = Callable[[str], float]
"""How wide a piece of text is at the size in question, in pixels."""

_ORPHAN = 0.6
_BAD_BREAK = 0.08
_SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "our"),
        *("the", "their", "to", "with"),
        *("a", "a'r", "am", "ar", "i", "o", "y", "yn", "yr"),
    )
)
"""Of English and Welsh: better at the start of a line than at its end."""


@dataclass(frozen=True, slots=True)
class SetText:
    """Lines of text at a size in pixels."""

    size: int
    lines: tuple[str, ...]


def set_title(
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

    Args:
        text: the title; its white space is of no account.
        width: of the box, in pixels.
        height: of the box, in pixels.
        sizes: to try, the largest first.
        leading: from line to line, as a multiple of the size.
        at: gives the measure for a size.
    """
    words = text.split()
    fitting: list[tuple[float, SetText]] = []
    for size in sizes:
        measure, most = at(size), lines_in(height, size, leading)
        if words and max(map(measure, words)) > width:
            continue
        lines = break_lines(words, width, measure)
        if len(lines) <= most:
            fitting.append((size * _comeliness(lines, width, measure), SetText(size, lines)))
    if fitting:
        return max(fitting, key=lambda pair: (pair[0], pair[1].size))[1]
    size = sizes[-1]
    return SetText(size, _cut(words, width, lines_in(height, size, leading), at(size)))


def lines_in(height: float, size: int, leading: float) -> int:
    """How many lines a height holds, one at least.

    >>> lines_in(200, 80, 1.1)
    2
    """
    return max(1, int((height - size) // (size * leading)) + 1)


def break_lines(words: Sequence[str], width: float, measure: Measure) -> tuple[str, ...]:
    """Break words into as few lines as they need, as even as they can be.

    Of all ways with the fewest lines it takes the one with the least squared slack, counting against
    it a last line of one word, and a break before a number or after a little word ("of", "the"). This
    is the total-fit idea of Knuth and Plass, "Breaking paragraphs into lines" (1981). A word wider than
    the line gets a line to itself.
    """
    count = len(words)

    @cache
    def span(first: int, end: int) -> float:
        return measure(" ".join(words[first:end]))

    # best[i]: lines, cost and first break of the words from i to the end.
    best: list[tuple[int, float, int]] = [(0, 0.0, count)] * (count + 1)
    for first in range(count - 1, -1, -1):
        options = []
        for end in range(first + 1, count + 1):
            if end > first + 1 and span(first, end) > width:
                break
            slack = max(0.0, 1 - span(first, end) / width)
            lines, cost, _ = best[end]
            options.append((lines + 1, cost + slack**2 + _blame(words, first, end), end))
        best[first] = min(options)
    chosen, at = [], 0
    while at < count:
        end = best[at][2]
        chosen.append(" ".join(words[at:end]))
        at = end
    return tuple(chosen)


def _comeliness(lines: Sequence[str], width: float, measure: Measure) -> float:
    """How well lines fill the box and where they break, 1 at best."""
    if not lines:
        return 1.0
    filled = sum(map(measure, lines)) / (width * len(lines))
    bad = sum(_bad_break(one, other) for one, other in pairwise(lines))
    alone = len(lines) > 1 and " " not in lines[-1]
    return float(filled**0.6 * 0.94**bad * (0.8 if alone else 1.0))


def _bad_break(line: str, following: str) -> bool:
    """Whether a line ends in a little word ("of", "the"), or the next begins with a number."""
    return following[:1].isdigit() or line.rpartition(" ")[2].lower() in _SMALL_WORDS


def _blame(words: Sequence[str], first: int, end: int) -> float:
    """What is wrong with ending a line before word `end`."""
    if end == len(words):
        return _ORPHAN if first > 0 and end - first == 1 else 0.0
    return _BAD_BREAK if _bad_break(words[end - 1], words[end]) else 0.0


def _cut(words: Sequence[str], width: float, most: int, measure: Measure) -> tuple[str, ...]:
    """Fill `most` lines in order, and end the last with an ellipsis if words are left."""
    lines: list[str] = []
    rest = [piece for word in words for piece in _pieces(word, width, measure)]
    while rest and len(lines) < most:
        taken = 1
        while taken < len(rest) and measure(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    if rest and lines:
        last = lines[-1]
        while last and measure(f"{last}…") > width:
            last = last[:-1]
        lines[-1] = f"{last.rstrip(' ,.;:–-')}…"
    return tuple(lines)


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    """A word in parts that fit the line."""
    pieces = []
    while measure(word) > width and len(word) > 1:
        fits = len(word) - 1
        while fits > 1 and measure(f"{word[:fits]}-") > width:
            fits -= 1
        pieces.append(f"{word[:fits]}-")
        word = word[fits:]
    return [*pieces, word]
