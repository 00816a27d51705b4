"""Texts as the checks read them: plain letters, sentences, words, and how hard they are to read."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

# A pattern that starts with the letters it looks for is found many times as fast as one that starts with
# what must not stand before them, or with letters of either case under a flag.
_ADDRESS = re.compile(r"[hHwW](?i:(?<=h)ttps?://|(?<=w)ww\.)[^\s<>\"')\]]+")
_WRAPPED = re.compile(r"\n(?<!\n\n)(?!\n)")
_OTHERS = re.compile(r"[^\x00-\x7f]+")
_DASHES = frozenset("‐‑‒–—−﹣－")
_END = re.compile(
    r"[.!?…](?<![.!?…].)[.!?…]*+[\"”’')\]]*+(?=\s+[\"“‘'(\[]*[^\Wa-z_]|\s*$)(?i:(?<!\b[A-Z]\.)"
    r"(?<!\b(?:Dr|Mr|Ms|Mx|St|Sr|Jr|No|vs)\.)(?<!\b(?:Mrs|Rev|etc)\.)(?<!\bProf\.)(?<!\bapprox\.))"
)
"""The end of a sentence, which an abbreviation's is not."""
_LETTER = re.compile(r"[^\W\d_]")
_JOINS = "–—/"
_OTHER_LETTERS = re.compile(r"[^a-z]")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"[^aeiouy]e$|[^aeiouytd]ed$|[^aeiouysxzcg]es$")
_SPOKEN_END = re.compile(r"[^aeiouy]le$")
_TWO_VOWELS = re.compile(r"(?:i[ao](?!u)|eo|creat|ying|uou|iest)(?!n\b)")


INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\U000f0000-\U000fffff"
)
"""Characters that nobody sees, as a pattern's class has them."""
_WITHOUT_WIDTH = re.compile(f"[{INVISIBLE}\u200c\u200d\ufe00-\ufe0f\u0300-\u036f\u20d0-\u20ff]")
"""These, and what only joins or changes the signs beside it, as in emoji, or a line through a number."""
_STRAY = re.compile(r"(?<![^\s(\"'“‘])_+|_+(?!\w)")
"""Marks of emphasis around words that became none."""

_GAP = re.compile(r"\s\s+")
_ALL_BUT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))


def words(text: str) -> frozenset[str]:
    """Take a list of words apart.

    >>> sorted(words("nurse porter"))
    ['nurse', 'porter']
    """
    return frozenset(text.split())


def alternatives(text: str) -> str:
    """A pattern for any of some words; `_` stands for the space in a phrase.

    >>> alternatives("ward care_home")
    '(?:ward|care home)'
    """
    return "(?:" + "|".join(re.escape(word).replace("_", " ") for word in text.split()) + ")"


def as_shown(text: str) -> str:
    r"""A text without what has no width, and with one space where a page shows one; each line stays one.

    >>> as_shown("__9\u03369\u200d9   000  \n 0018_")
    '999 000\n0018'
    """
    if not text.isascii():
        text = _WITHOUT_WIDTH.sub("", unicodedata.normalize("NFC", text))
    if "_" in text:
        text = _STRAY.sub("", text)
    return _GAP.sub(lambda gap: "\n" * gap[0].count("\n") or " ", text)


@lru_cache(maxsize=64)  # ten finders ask for the same passages, one after the other
def plain(text: str) -> str:
    r"""Make digits, spaces and dashes of every alphabet ASCII, and ends of lines within a paragraph spaces.

    Each character gives one, so that positions stay what they are.

    >>> plain("９９９\u00a0０００‑0018")
    '999 000-0018'
    """
    if "\n" in text:
        text = _WRAPPED.sub(" ", text)
    return (
        text if text.isascii() else _OTHERS.sub(lambda others: "".join(map(_plain_letter, others[0])), text)
    )


def caseless(text: str) -> str:
    """A text in small letters, for what patterns find whatever its case: they take İ and ı for an i.

    >>> caseless("İNSTA, ınſta")
    'insta, insta'
    """
    return text.replace("İ", "i").replace("ı", "i").casefold()


def count_digits(text: str) -> int:
    """How many digits there are, of any alphabet.

    >>> count_digits("Ward 7, 2４ beds")
    3
    """
    # As bytes, and in a fifth of the time that it takes to count each digit.
    return len(plain(text).encode(errors="replace").translate(None, _ALL_BUT_DIGITS))


def _plain_letter(letter: str) -> str:
    if letter in _DASHES:
        return "-"
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    return " " if unicodedata.category(letter) == "Zs" else letter


def without_addresses(text: str) -> str:
    """Blank out web addresses, keeping every other character where it was.

    A video's or a paper's address is full of digits that mean nothing about a person.
    """
    if "://" not in text and "www." not in text.lower():
        return text
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text)


def sentences(text: str) -> list[str]:
    """Cut a text into its sentences.

    >>> sentences("Dr. Who came at 7.30. “Hello!” she said. Then she left.")
    ['Dr. Who came at 7.30.', '“Hello!” she said.', 'Then she left.']
    """
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    pieces = (text[start:end].strip() for start, end in pairwise(cuts))
    return [piece for piece in pieces if piece]


def words_in(text: str) -> list[str]:
    """The words of a text with the signs beside them, numbers and web addresses left out.

    >>> words_in("See 2 wards—all: https://www.merrowdale.example/wards/")
    ['See', 'wards', 'all:']
    """
    spoken = without_addresses(text)
    for join in _JOINS:
        spoken = spoken.replace(join, " ")
    return [word for word in spoken.split() if word[0].isalpha() or _LETTER.search(word)]


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


def age_to_read(words: Sequence[str], sentences: int) -> float:
    """The age at which a text can be read with ease: Flesch–Kincaid grade (Kincaid 1975), plus five years."""
    if not words:
        return 0.0
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59 + 5
