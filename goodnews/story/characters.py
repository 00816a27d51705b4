"""Characters that no reader could see and no feed could carry."""

import re

_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNPRINTABLE = re.compile(
    # Control characters but for tab and newline; halves of pairs; what Unicode keeps for no character at
    # all (23.7), which XML 1.0 refuses too; private letters, which look different in every font.
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}\ue000-\uf8ff\U000f0000-\U000ffffd"
    "\U00100000-\U0010fffd]"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def find_unprintable(text: str) -> int | None:
    r"""The position of the first character that can't be printed.

    Letters newer than this Python are no reason to refuse: next year's emoji is welcome.

    >>> find_unprintable("A\tnight\x07")
    7
    """
    match = _UNPRINTABLE.search(text)
    return match.start() if match else None


def find_turning(text: str) -> int | None:
    """The position of the first invisible character that changes the direction of what follows."""
    match = _TURNING.search(text)
    return match.start() if match else None
