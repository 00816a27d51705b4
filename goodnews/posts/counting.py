"""How long a text is, as each network counts it; see `x_length` for X."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from goodnews.posts.x_length import count_x

_LINK = re.compile(r"https?://[^\s<>]+")
_FAR_MENTION = re.compile(r"(?<![\w@/])@(\w+)@[\w.-]+\w")

# GSM 03.38: the letters an ordinary text message is made of; those after the bar take two places.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWO = frozenset("^{}\\[~]|€\f")


def count_graphemes(text: str) -> int:
    """Characters as a reader sees them (Unicode UAX 29), which is how Bluesky counts.

    >>> count_graphemes("👩‍👩‍👧 é")
    3
    """
    return len(text) if _is_plain(text) else len(split_graphemes(text))


def split_graphemes(text: str) -> list[str]:
    """A text's characters as a reader sees them (Unicode UAX 29).

    >>> split_graphemes("é👩‍👩‍👧")
    ['é', '👩‍👩‍👧']
    """
    if _is_plain(text):
        return list(text)
    # Few posts have more than plain letters, and it takes a fiftieth of a second to import.
    import regex  # noqa: PLC0415

    return regex.findall(r"\X", text)


def _is_plain(text: str) -> bool:
    """Whether each character stands by itself; of ASCII only a carriage return joins the one behind it."""
    return text.isascii() and "\r" not in text


def count_mastodon(text: str) -> int:
    """Mastodon's count: graphemes, a link is 23, a far-away mention counts its name only."""
    return count_graphemes(_FAR_MENTION.sub(r"@\1", _LINK.sub("x" * 23, text)))


def count_sms(text: str) -> int:
    """How many text messages this is, each of which is paid for (GSM 03.38, and UCS-2 beyond its letters).

    >>> count_sms("Hello"), count_sms("a" * 161), count_sms("Dŵr")
    (1, 2, 1)
    """
    if all(letter in _GSM or letter in _GSM_TWO for letter in text):
        places, alone, joined = sum(1 + (letter in _GSM_TWO) for letter in text), 160, 153
    else:
        places, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if places <= alone else -(-places // joined)


COUNTERS: Mapping[str, tuple[Callable[[str], int], int]] = MappingProxyType(
    {
        "x": (count_x, 280),
        "bluesky": (count_graphemes, 300),
        "mastodon": (count_mastodon, 500),
        "facebook": (count_graphemes, 2000),
        "notify": (count_graphemes, 300),
        "webhook": (count_graphemes, 2000),
    }
)
"""Each network's way of counting, and its limit. Facebook, Notify and the webhook allow more than is kind."""
