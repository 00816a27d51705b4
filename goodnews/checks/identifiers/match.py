"""What the identifier finders share: a span found in a text, and ways to look around it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# A pattern that starts with the letters it looks for is found many times as fast as one that starts with
# what must not stand before them, or with letters of either case under a flag.
_ADDRESS = re.compile(r"[hHwW](?i:(?<=h)ttps?://|(?<=w)ww\.)[^\s<>\"')\]]+")
_WRAPPED = re.compile(r"\n(?<!\n\n)(?!\n)")
_OTHERS = re.compile(r"[^\x00-\x7f]+")
_DASHES = frozenset("‐‑‒–—−﹣－")


@dataclass(frozen=True, slots=True)
class Match:
    """A span of a text that looks like somebody's identifier."""

    start: int
    end: int
    text: str

    @property
    def masked(self) -> str:
        """Enough to find it by, and no more: check results are read in public.

        >>> Spotted(0, 12, "07700 900123").masked
        '077…'
        """
        return f"{self.text[:3]}…"


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


def _plain_letter(letter: str) -> str:
    if letter in _DASHES:
        return "-"
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    return " " if unicodedata.category(letter) == "Zs" else letter


@lru_cache(maxsize=64)
def without_addresses(text: str) -> str:
    """Blank out web addresses, keeping every other character where it was.

    A video's or a paper's address is full of digits that mean nothing about a person.
    """
    small = text.casefold()
    signs = [at for at in (small.find("://"), small.find("www.")) if at >= 0]
    if not signs:
        return text
    # A letter may become two when it is made small; where none did, the first address is no further off.
    first = max(0, min(signs) - len("https")) if len(small) == len(text) else 0
    return text[:first] + _ADDRESS.sub(lambda match: " " * len(match[0]), text[first:])


def before(text: str, start: int, length: int) -> str:
    """The `length` characters of the same sentence before `start`."""
    near = text[max(0, start - length) : start]
    return re.split(r"[.!?][\s\"”)]+(?=[A-Z“\"])", near)[-1]


def after(text: str, end: int, length: int) -> str:
    """The `length` characters of the same sentence after `end`."""
    return re.split(r"[.!?](?:\s|$)", text[end : end + length])[0]
