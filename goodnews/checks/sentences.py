"""Sentences, words and how hard they are to read."""

import re

_ABBREVIATED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Mx|St|Prof|Rev|Sr|Jr|No|vs|etc|approx|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$", re.IGNORECASE
)
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[^\Wa-z_]|\s*$)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def sentences(text: str) -> list[str]:
    """Cut a text into its sentences.

    >>> sentences("Dr. Who came at 7.30. “Hello!” she said. Then she left.")
    ['Dr. Who came at 7.30.', '“Hello!” she said.', 'Then she left.']
    """
    found: list[str] = []
    start, last = 0, len(text.rstrip())
    for match in _END.finditer(text):
        # An abbreviation is short, so only the last few letters are looked at.
        if match.end() < last and _ABBREVIATED.search(text[max(start, match.end() - 12) : match.end()]):
            continue
        if piece := text[start : match.end()].strip():
            found.append(piece)
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def words_in(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """About how many syllables an English word has.

    >>> [syllables(word) for word in ("night", "table", "hospital", "ward", "created")]
    [1, 2, 3, 1, 3]
    """
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    if re.search(r"[^aeiouy]e$|[^aeiouytd]ed$|[^aeiouysxzcg]es$", plain) and not re.search(
        r"[^aeiouy]le$", plain
    ):
        groups -= 1
    groups += len(re.findall(r"(?:i[ao](?!u)|eo|creat|ying|uou|iest)(?!n\b)", plain))
    return max(groups, 1)


def reading_age(text: str) -> float:
    """The age at which a text can be read with ease: Flesch–Kincaid grade (Kincaid 1975), plus five years."""
    counted = [len(words_in(each)) for each in sentences(text)]
    number = sum(counted)
    if not number:
        return 0.0
    spoken = sum(syllables(word) for word in words_in(text))
    return 0.39 * number / len(counted) + 11.8 * spoken / number - 15.59 + 5
