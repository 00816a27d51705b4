"""Sentences, words and how hard they are to read."""

import re
from collections.abc import Sequence
from functools import lru_cache

from goodnews.checks.identifiers.match import without_addresses

_ABBREVIATED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Mx|St|Prof|Rev|Sr|Jr|No|vs|etc|approx|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$", re.IGNORECASE
)
_END = re.compile(r"[.!?…][.!?…]*[\"”’')\]]*(?=\s+[\"“‘'(\[]*[^\Wa-z_]|\s*$)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
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
        end = match.end()
        # An abbreviation is short, so only the last few letters are looked at.
        if end < last and _ABBREVIATED.search(text, max(start, end - 12), end):
            continue
        if piece := text[start:end].strip():
            found.append(piece)
        start = end
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def words_in(text: str) -> list[str]:
    """The words of a text, numbers and web addresses left out.

    >>> words_in("See 2 wards: https://www.merrowdale.example/wards/")
    ['See', 'wards']
    """
    return _WORD.findall(without_addresses(text))


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


def age_to_read(sentences: Sequence[Sequence[str]]) -> float:
    """The age at which a text can be read with ease: Flesch–Kincaid grade (Kincaid 1975), plus five years.

    Args:
        sentences: the words of each.
    """
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sum(map(bool, sentences)) + 11.8 * spoken / len(words) - 15.59 + 5
