"""Lists of words, kept as people write lists: words with spaces between."""

import re


def words(text: str) -> frozenset[str]:
    """Take a list of words apart.

    >>> sorted(words("nurse porter"))
    ['nurse', 'porter']
    """
    return frozenset(text.split())


def alternatives(text: str) -> str:
    """A pattern for any of some words; `_` stands for the space in a phrase.

    >>> any_of("ward care_home")
    '(?:ward|care home)'
    """
    return "(?:" + "|".join(re.escape(word).replace("_", " ") for word in text.split()) + ")"
