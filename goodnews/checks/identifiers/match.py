"""What an identifier is: patterns for what may be one, and a check that tells the others apart."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from goodnews.checks.text import plain, without_addresses

NUMBER_BEGINS = r"(?<![\w£$€])(?<!\d[./,-])"
"""Where a number begins that is no price, nor part of a longer number, a date or a code."""
DIGITS_BEGIN = rf"(?=\d){NUMBER_BEGINS}"
"""The same for one that begins with a digit: that there is one is seen sooner than what stands before it."""
NUMBER_ENDS = r"(?!\w|[/-]\d)"
"""Where it ends."""
CODE_BEGINS = r"(?<!\w)(?<!(?-i:[A-Z\d])-)"
"""Where letters and digits begin that are no part of a longer code; a dash behind a word is none of one."""
CODE_ENDS = r"(?!\w|[/-](?-i:[A-Z]{2}|\d))"
"""Where they end."""

_SENTENCE_END = re.compile(r"(?<!\b[Nn]o)(?<!\b[Rr]e[fg])[.!?][\s\"”)]+(?=[A-Z“\"])")

MOST_FOUND = 100
"""In one text: who mends these asks again, and nobody waits for thousands."""


class Match(NamedTuple):
    """A span of a text that looks like somebody's identifier."""

    start: int
    end: int
    text: str

    @property
    def masked(self) -> str:
        """Enough to find it by, and no more: check results are read in public.

        >>> Match(0, 12, "07700 900123").masked
        '077…'
        """
        return f"{self.text[:3]}…"


class Candidate(NamedTuple):
    """What a pattern matched, with what stands around it and the Trust's `own` identifiers."""

    match: re.Match[str]
    own: Collection[str]

    @property
    def span(self) -> tuple[int, int]:
        """Of the group `found` where the pattern has one: the rest is what announces it."""
        return self.match.span("found" if "found" in self.match.re.groupindex else 0)

    @property
    def text(self) -> str:
        """The text within the span."""
        start, end = self.span
        return self.match.string[start:end]

    def before(self, length: int) -> str:
        """The `length` characters of the same sentence before it."""
        start = self.span[0]
        near = self.match.string[max(0, start - length) : start]
        return _SENTENCE_END.split(near)[-1]

    def after(self, length: int) -> str:
        """The `length` characters of the same sentence after it."""
        end = self.span[1]
        return re.split(r"[.!?](?:\s|$)", self.match.string[end : end + length])[0]


def near(label: str, *, before: int = 45, after: int) -> Callable[[Candidate], bool]:
    """A check that the words of a label stand so near, in the same sentence.

    >>> bank = near("account", after=20)
    >>> bank(Candidate(re.search("[0-9]+", "Account number 12345678."), ()))
    True
    """

    def is_near(candidate: Candidate) -> bool:
        around = candidate.before(before), candidate.after(after)
        return any(re.search(label, words, re.IGNORECASE) for words in around)

    return is_near


@lru_cache(maxsize=256)  # a story's passages are read for one identifier after the other
def readable(text: str) -> str:
    """A plain text without its web addresses, each character where it was."""
    return without_addresses(plain(text))


def has_any(*marks: str) -> Callable[[str], bool]:
    """A look for marks, which says of texts in small letters whether one of them is in there.

    >>> has_any("@", "insta")("no handle.")
    False
    """
    return lambda small: any(map(small.__contains__, marks))


class Identifier(NamedTuple):
    """One kind of identifier.

    Attributes:
        name: as problems call it.
        patterns: what may be one, the surest first; a later one never finds part of the same again.
        is_one: whether it is, seeing what stands around it.
        fewest_digits: that a text with one in it has.
        may_be_in: whether some texts, all in `caseless` letters, are worth a look: most have neither an @ nor
            the words for one, and the patterns take long.
        prepare: what of a text is looked at; it moves no character.
    """

    name: str
    patterns: tuple[re.Pattern[str], ...]
    is_one: Callable[[Candidate], bool] = lambda _candidate: True
    fewest_digits: int = 1
    may_be_in: Callable[[str], bool] = lambda _texts: True
    prepare: Callable[[str], str] = readable

    def find(self, text: str, own: Collection[str] = ()) -> Iterator[Match]:
        """Find each in a text, but for the Trust's own; the first of very many."""
        searched = self.prepare(text)
        spans: list[tuple[int, int]] = []
        for pattern in self.patterns:
            for match in pattern.finditer(searched):
                candidate = Candidate(match, own)
                start, end = candidate.span
                if len(spans) == MOST_FOUND:
                    return
                if any(first < end and start < last for first, last in spans):
                    continue
                if self.is_one(candidate):
                    spans.append((start, end))
                    yield Match(start, end, candidate.text.strip())
