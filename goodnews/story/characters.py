"""Characters that no reader could see and no feed could carry."""

import re

# Control characters but for tab and newline; halves of pairs; what Unicode keeps for no character at all
# (23.7), which XML 1.0 refuses too; private letters, which look different in every font. One pattern for
# both planes and those beyond would be ten times as slow.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ue000-\uf8ff\ufffe\uffff]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_UNPRINTABLE_BEYOND = re.compile(f"[{_NONCHARACTERS}\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def find_unprintable(text: str) -> int | None:
    r"""The position of the first character that can't be printed.

    Letters newer than this Python are no reason to refuse: next year's emoji is welcome.

    >>> find_unprintable("A\tnight\x07")
    7
    """
    match = _UNPRINTABLE.search(text)
    if not text.isascii() and _BEYOND.search(text):
        beyond = _UNPRINTABLE_BEYOND.search(text, 0, match.start() if match else len(text))
        match = beyond or match
    return match.start() if match else None


def find_turning(text: str) -> int | None:
    """The position of the first invisible character that changes the direction of what follows."""
    match = None if text.isascii() else _TURNING.search(text)
    return match.start() if match else None
