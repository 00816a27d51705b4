"""Sentences, words and how hard they are to read."""

import re
from collections.abc import Iterable
from functools import lru_cache
from string import ascii_letters, digits

from goodnews.checks.vocabulary import words

_ABBREVIATED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Mx|St|Prof|Rev|Sr|Jr|No|vs|etc|approx|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$", re.IGNORECASE
)
_LAST_TWO = words("dr mr rs ms mx st of ev sr jr no vs tc ox .g .e .m")
"""The last two letters of each abbreviation that has more than one."""
_END = re.compile(r"[.!?…][.!?…]*[\"”’')\]]*(?=\s+[\"“‘'(\[]*[^\Wa-z_]|\s*$)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ASCII_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_'-]*")
"""The same where no other letters are, and found in half the time."""
_LETTERS_ALONE = bytes(
    code if chr(code) in ascii_letters else ord("0") if chr(code) in f"{digits}_'-" else ord(" ")
    for code in range(256)
)
"""What turns into noughts all that can be in a word without being a letter, and the rest into spaces."""
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
        end = match.end()
        if end < last and _is_abbreviated(text, start, end):
            continue
        if piece := text[start:end].strip():
            found.append(piece)
        start = end
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def surely_ends(text: str, following: str) -> bool:
    """Whether a text's last sentence ends before the text that follows on the next line.

    >>> surely_ends("Tea is ready.", "Everybody came."), surely_ends("Thanks to Dr.", "Who came?")
    (True, False)
    """
    if text[-1:] not in _STOPS or not following[:1].isupper():
        return False
    return not _is_abbreviated(text, 0, len(text))


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the last full stop of a piece of a text is that of an abbreviation.

    Nearly all are not, which their last two letters tell: these are on no list, and stand after another.
    """
    if text[end - 1] != "." or (
        text[end - 3 : end - 2].isalnum() and text[end - 3 : end - 1].casefold() not in _LAST_TWO
    ):
        return False
    # An abbreviation is short, so only the last few letters are looked at.
    return _ABBREVIATED.search(text, max(start, end - 12), end) is not None


def words_in(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    if not text.isascii():
        return _WORD.findall(text)
    letters = text.encode().translate(_LETTERS_ALONE).decode()
    return _ASCII_WORD.findall(text) if "0" in letters else letters.split()


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
    return sum(map(syllables, words))


def reading_age(words: int, spoken: int, sentences: int) -> float:
    """The age at which a text can be read with ease: Flesch–Kincaid grade (Kincaid 1975), plus five years.

    Args:
        words: how many there are.
        spoken: their syllables.
        sentences: how many the words are in.
    """
    return 0.39 * words / sentences + 11.8 * spoken / words - 15.59 + 5 if words else 0.0
