"""Sentences, words and how hard they are to read."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_ABBREVIATED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Mx|St|Prof|Rev|Sr|Jr|No|vs|etc|approx|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$", re.IGNORECASE
)
_END = re.compile(r"[.!?…][.!?…]*[\"”’')\]]*(?=\s+[\"“‘'(\[]*[^\Wa-z_]|\s*$)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_STOPS = frozenset(".!?…")
_OTHER_LETTERS = re.compile(r"[^a-z]")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"[^aeiouy]e$|[^aeiouytd]ed$|[^aeiouysxzcg]es$")
_SPOKEN_END = re.compile(r"[^aeiouy]le$")
_TWO_VOWELS = re.compile(r"(?:i[ao](?!u)|eo|creat|ying|uou|iest)(?!n\b)")


def sentences(text: str) -> list[str]:
    """Cut a text into its sentences.

    >>> sentences("Dr. Who came at 7.30. “Hello!” she said. Then she left.")
    ['Dr. Who came at 7.30.', '“Hello!” she said.', 'Then she left.']
    """
    found: list[str] = []
    start, last = 0, len(text.rstrip())
    for match in _END.finditer(text):
        # An abbreviation is short, so only the last few letters are looked at.
        if match.end() < last and _ABBREVIATED.search(text, max(start, match.end() - 12), match.end()):
            continue
        if piece := text[start : match.end()].strip():
            found.append(piece)
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def surely_ends(text: str, following: str) -> bool:
    """Whether a text's last sentence ends before the text that follows on the next line.

    >>> surely_ends("Tea is ready.", "Everybody came."), surely_ends("Thanks to Dr.", "Who came?")
    (True, False)
    """
    if text[-1:] not in _STOPS or not following[:1].isupper():
        return False
    return not _ABBREVIATED.search(text, max(0, len(text) - 12))


def words_in(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    return _WORD.findall(text)


@lru_cache(maxsize=8192)  # stories share most of their words
def syllables(word: str) -> int:
    """About how many syllables an English word has.

    >>> [syllables(word) for word in ("night", "table", "hospital", "ward", "created")]
    [1, 2, 3, 1, 3]
    """
    plain = _OTHER_LETTERS.sub("", word.lower())
    groups = len(_VOWELS.findall(plain))
    if _SILENT_END.search(plain) and not _SPOKEN_END.search(plain):
        groups -= 1
    groups += len(_TWO_VOWELS.findall(plain))
    return max(groups, 1)


def syllables_in(words: Iterable[str]) -> int:
    """About how many syllables some words have together."""
    return sum(times * syllables(word) for word, times in Counter(words).items())


def reading_age(words: int, spoken: int, sentences: int) -> float:
    """The age at which a text can be read with ease: Flesch–Kincaid grade (Kincaid 1975), plus five years.

    Args:
        words: how many there are.
        spoken: their syllables.
        sentences: how many the words are in.
    """
    return 0.39 * words / sentences + 11.8 * spoken / words - 15.59 + 5 if words else 0.0
