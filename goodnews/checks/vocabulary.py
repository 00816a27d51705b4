"""Lists of words, kept as people write lists: words with spaces between."""


def words(text: str) -> frozenset[str]:
    """Take a list of words apart.

    >>> sorted(words("nurse porter"))
    ['nurse', 'porter']
    """
    return frozenset(text.split())
