"""Slips in how the lines above a story are laid out: where they start, a bullet, a name without its colon."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from goodnews.story.model import FIELD_NAMES

LONGEST_SHOWN = 160
"""Characters of a line that a message writes anew."""

Explanation: TypeAlias = tuple[int, str, str]
"""A line, by its index, what is wrong there, and what to write instead."""

_BULLETS = "*•·●▪‣–—"
_BULLET = re.compile(rf"(?P<before>[ ]*)(?:-(?=[A-Za-z]\w*:)|[{_BULLETS}][ ]*)(?P<words>[^\s{_BULLETS}].*)")
_FIELD = re.compile(r"(?P<before>[ ]*(?:- +)*)[A-Za-z][\w-]*[ ]*:(?P<value>[ ]+\S.*)?")
_ITEM = re.compile(r"(?P<before>[ ]*)- (?P<value>.*)")
_NAME = re.compile(
    r"(?P<before>[ ]*(?:- +)*)(?P<name>[A-Za-z]\w*)(?P<sign>[ ]*[;=：][ ]*|[ ]+[-–—][ ]+|[ ]+|$)"
    r"(?P<value>(?!.*:(?: |$)).*)"
)
_SMALL_WORDS = frozenset({"by", "from", "on", "to", "with"})
"""Fields that a sentence may go on with, at the start of a line."""


def explain_bullet(lines: Sequence[str], index: int) -> Explanation | None:
    """An entry of a list, on the line or above it, that starts with another sign, or without a space."""
    for earlier in range(index, -1, -1):
        if (bullet := _BULLET.fullmatch(lines[earlier])) and _may_be_item(lines, earlier):
            message = "An entry of a list starts with a hyphen and a space."
            return earlier, message, _write(f"{bullet['before']}- {bullet['words']}")
    return None


def explain_layout(lines: Sequence[str], index: int) -> Explanation | None:
    """A name without a colon, or a line that does not start where it should: there, or a little above."""
    for earlier in range(index, max(index - 3, -1), -1):
        named = _NAME.fullmatch(lines[earlier])
        known = FIELD_NAMES if named and named["sign"].strip() else FIELD_NAMES - _SMALL_WORDS
        if named and named["name"].lower() in known:
            line = f"{named['before']}{named['name']}: {named['value']}".rstrip()
            return earlier, f"There is no colon after “{named['name']}”.", _write(line)
    for earlier in (index, index - 1):
        above = _FIELD.fullmatch(lines[earlier - 1]) if earlier > 0 else None
        words = lines[earlier].strip()
        if (
            above
            and words
            and not re.search(r"^-|:(?: |$)", words)
            and _start(lines[earlier]) < _start(above[0])
        ):
            whole = " " * (len(above["before"]) + 2) + words
            return earlier, "I can't read this line.", f"If it goes on from the line above: {_write(whole)}"
    return _explain_start(_ITEM, lines, index) or _explain_start(_FIELD, lines, index)


def _may_be_item(lines: Sequence[str], index: int) -> bool:
    """Whether the line above leads to a list, or is an entry of one."""
    above = next((line for line in reversed(lines[:index]) if line.strip()), "").strip()
    return above.endswith(":") or above.startswith(("- ", *_BULLETS)) or lines[index].lstrip().startswith("-")


def _explain_start(kind: re.Pattern[str], lines: Sequence[str], index: int) -> Explanation | None:
    """A line that is as far in as no other of its kind; or the one above it, where the next is with it."""
    near = (lines[at] if 0 <= at < len(lines) else "" for at in (index - 1, index, index + 1))
    above, own, below = (kind.fullmatch(line) for line in near)
    if not own or not above:
        return None
    known = {len(match["before"]) for line in lines[:index] if (match := kind.fullmatch(line))}
    column, expected = len(own["before"]), len(above["before"])
    if column in known or (column > expected and not above["value"]):
        return None
    shift = expected - column
    if below and own["value"] and len(below["before"]) == column and _start(above[0]) >= shift:
        index, shift = index - 1, -shift
    line = " " * (_start(lines[index]) + shift) + lines[index].strip()
    return index, "This line does not start where it should.", _write(line)


def _start(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _write(line: str) -> str:
    return f"Write “{line[:LONGEST_SHOWN]}”."
