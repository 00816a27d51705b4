"""Write the words of a post: what the story says about itself, then its link, within the limit."""

from collections.abc import Callable
from dataclasses import dataclass

from goodnews.posts.counting import COUNTERS, split_graphemes

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class PostText:
    """The exact words of a post; `length` and `limit` are as the network counts.

    `shortened` says whether words were left off the end to fit.
    """

    text: str
    length: int
    limit: int
    shortened: bool = False


def compose(words: str, link: str, network: str, *, show_link: str | None = None) -> PostText:
    """Put the words before the link, cutting the words (never the link) at a word's end when too long.

    Args:
        words: the story's `post:`, or its title.
        link: the story's public address; empty for networks that carry it elsewhere.
        network: `x`, `bluesky`, …; the practice network counts as X does.
        show_link: what is in the text for the link, on networks whose links have their own text.

    >>> compose("Knackered, happy, proud:", "https://a.example/b/", "x").text
    'Knackered, happy, proud: https://a.example/b/'
    """
    count, limit = COUNTERS[network]
    shown = link if show_link is None else show_link
    tidy = " ".join(words.split())
    if shown and count(shown) >= limit:
        raise ValueError(f"The link alone is longer than {limit}.")
    whole = f"{tidy} {shown}".strip()
    if count(whole) <= limit:
        return PostText(whole, count(whole), limit)
    short = _shorten(tidy, lambda cut: count(f"{cut} {shown}".strip()) <= limit)
    text = f"{short} {shown}".strip()
    return PostText(text, count(text), limit, shortened=True)


def _shorten(words: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that fits with an ellipsis: whole words, or whole characters of a giant word."""
    pieces = words.split(" ")
    count = _most(len(pieces), lambda number: fits(_with_ellipsis(" ".join(pieces[:number]))))
    if count:
        return _with_ellipsis(" ".join(pieces[:count]))
    letters = split_graphemes(pieces[0])
    count = _most(len(letters), lambda number: fits(_with_ellipsis("".join(letters[:number]))))
    return _with_ellipsis("".join(letters[:count]))


def _with_ellipsis(words: str) -> str:
    return words.rstrip(" ,;:–—-") + ELLIPSIS


def _most(top: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `top` that fits, found by halving."""
    low, high = 0, top
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
