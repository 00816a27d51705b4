"""Plain text among Markdown: a backslash where CommonMark needs one, and nowhere else.

Whether a sign of the text would mean something shows only when all of its paragraph is there. So `literal`
puts signs of the text out of harm's way first, each into Unicode's private area, and `spell_out` brings them
back once the Markdown around them is written. Emphasis waits in the same way, to see what it stands beside.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from string import punctuation

_FIRST = 0xE000
_LITERAL = {ord(sign): chr(_FIRST + ord(sign)) for sign in punctuation}
_SIGNS = {_FIRST + ord(sign): sign for sign in punctuation}
_PRIVATE = re.compile("[\ue000-\ue1ff]")
_HELD = "[\ue021-\ue07e]"

STRONG, EMPHASIS, STRUCK = ("\ue100", "\ue101"), ("\ue102", "\ue103"), ("\ue104", "\ue105")
"""What stands before and behind such words until they are spelled out."""
BREAK = "\ue106"
"""A line's end that is to be seen; a newline follows it."""
EMPTY = "\ue107"
"""An empty line within a block that must not be cut in two."""

_MARK = "\ue100"
_MARKUP = {STRONG: ("**", "strong"), EMPHASIS: ("*", "em"), STRUCK: ("~~", "del")}
_OPENING, _CLOSING = ({pair[at]: pair for pair in _MARKUP} for at in (0, 1))
_TOUCHING = re.compile("\ue101\ue100|\ue103\ue102|\ue105\ue104")
_BETWEEN_BLOCKS = re.compile(r"(\n[ >]*\n|\n(?=[ >]*(?:[-*+]|\d{1,9}[.)]) |\|))")
_CONTAINERS = re.compile(r"(?: |>|[-*+](?= )|\d{1,9}[.)](?= ))*")
_ITEM = re.compile(r"[-*+]|\d[.)]")
_EDGE_BREAKS = re.compile(rf"^([ >]*(?:(?:[-*+]|\d{{1,9}}[.)]) )?)(?:{BREAK}\s*)+|(?:\s*{BREAK})+(\s*)$")
_STARTS_A_BLOCK = re.compile(
    r"(?P<one>#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|(?:[-_*]\s*){3,}$|(?:=+|[-:| ]*-[-:| ]*)$|```|~~~)"
    r"|\d{1,9}(?P<number>[.)])(?:\s|$)"
)
_LABEL = re.compile(r"\*?\[[^\]]*\]:")
_TICK_BOX = re.compile(r"\[[ xX]\]\s")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_RUNS = re.compile(r"\*+|_+|~+|`+")


def without_private(text: str) -> str:
    """A text without the characters that are used here; nobody can see them anyway."""
    return _PRIVATE.sub("", text)


def literal(text: str) -> str:
    """Put every sign of a plain text out of harm's way."""
    return text.translate(_LITERAL)


def decode(text: str) -> str:
    """Take a text as people read it: its own signs back, and no emphasis."""
    return re.sub("[\ue100-\ue107]", "", text.translate(_SIGNS))


def spell_out(markdown: str) -> str:
    r"""Bring everything back, with the backslashes that it needs.

    >>> spell_out(literal("2 * 3, snake_case, # and 1. of <b>"))
    '2 * 3, snake_case, # and 1. of &lt;b>'
    >>> spell_out(literal("1. *Hello*"))
    '1\\. \\*Hello\\*'
    """
    pieces = _BETWEEN_BLOCKS.split(markdown)
    return "".join(piece if number % 2 else _spell_out_block(piece) for number, piece in enumerate(pieces))


def _spell_out_block(block: str) -> str:
    block = _TOUCHING.sub("", _EDGE_BREAKS.sub(r"\1\2", block))
    block = _emphasise(block).replace(BREAK, "<br>").replace(EMPTY, "")
    if not re.search(_HELD, block):
        return block
    shown = block.translate(_SIGNS)
    held = {at for at, letter in enumerate(block) if ord(letter) in _SIGNS}
    escaped = {at for at in (*_at_line_starts(block, shown), *_inline(block, shown)) if at in held}
    spelled = (
        _ENTITIES.get(letter, f"\\{letter}") if at in escaped else letter for at, letter in enumerate(shown)
    )
    return "".join(spelled)


def _emphasise(block: str) -> str:
    """Write emphasis with stars where CommonMark would see it, and with tags where it would not."""
    letters = list(block)
    shown = re.sub("[\ue100-\ue105]", _MARK, block.translate(_SIGNS))
    waiting: dict[tuple[str, str], list[int]] = {pair: [] for pair in _MARKUP}
    for at, letter in enumerate(block):
        if pair := _OPENING.get(letter):
            waiting[pair].append(at)
        elif pair := _CLOSING.get(letter):
            start = waiting[pair].pop() if waiting[pair] else None
            mark, tag = _MARKUP[pair]
            if start is None:
                letters[at] = ""
            elif _Run.of(shown, start, start + 1).opens and _Run.of(shown, at, at + 1).closes:
                letters[start] = letters[at] = mark
            else:
                letters[start], letters[at] = f"<{tag}>", f"</{tag}>"
    for starts in waiting.values():
        for start in starts:
            letters[start] = ""
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class _Run:
    """Some equal signs in a row, and whether emphasis could start or end at them (CommonMark 6.2)."""

    start: int
    end: int
    opens: bool
    closes: bool

    @classmethod
    def of(cls, shown: str, start: int, end: int) -> "_Run":
        sign = shown[start]
        while start and shown[start - 1] == sign:
            start -= 1
        while end < len(shown) and shown[end] == sign:
            end += 1
        # GitHub looks past the ~ of struck words at what is beyond.
        before = shown[max(0, start - 9) : start].rstrip("~")[-1:] or " "
        after = shown[end : end + 9].lstrip("~")[:1] or " "
        left = not after.isspace() and (not _is_sign(after) or before.isspace() or _is_sign(before))
        right = not before.isspace() and (not _is_sign(before) or after.isspace() or _is_sign(after))
        if sign != "_":
            return cls(start, end, left, right)
        opens, closes = left and (not right or _is_sign(before)), right and (not left or _is_sign(after))
        return cls(start, end, opens, closes)


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def _at_line_starts(block: str, shown: str) -> Iterator[int]:
    """Where a line of plain words would begin a heading, a list, a quotation, a rule or a table."""
    at = 0
    for number, line in enumerate(block.split("\n")):
        containers = _CONTAINERS.match(line)
        prefix = containers[0] if containers else ""
        start, end = at + len(prefix), at + len(line)
        at = end + 1
        words = shown[start:end]
        if block[start : start + 1] == "#":
            if closing := re.search(r"(?:^|\s)(#+)\s*$", words):
                yield start + closing.start(1)
        elif match := _STARTS_A_BLOCK.match(words):
            begins = number == 0 or _ITEM.search(prefix)
            if match["one"]:
                yield start
            elif begins or match[0].startswith(("1.", "1)")):
                yield start + match.start("number")
        elif _LABEL.match(shown, start) or (_ITEM.search(prefix) and _TICK_BOX.match(words)):
            yield start


def _inline(block: str, shown: str) -> Iterator[int]:
    """Where a sign within a paragraph would mean something."""
    for match in re.finditer(r"[<&\\!\[]", shown):
        at, rest = match.start(), shown[match.start() :]
        after = rest[1:2]
        needed = {
            "<": bool(re.match("[A-Za-z/!?]", after)),
            "&": bool(_ENTITY.match(rest)),
            "\\": after == "" or after in punctuation + "\n",
            "!": block[at + 1 : at + 2] == "[",
            "[": after == "^" or bool(re.match(r"\[[^\]]*\]\(", rest)),
        }
        if needed[match[0]]:
            yield at
    for sign in "~*_":
        same = [run for run in _runs(shown) if shown[run.start] == sign]
        first_opening = next((run.start for run in same if run.opens), len(shown))
        last_closing = next((run.start for run in reversed(same) if run.closes), -1)
        for run in same:
            # Of a run that is emphasis in part, the other part never is.
            mixed = len({block[at] for at in range(run.start, run.end)}) > 1
            pairs = (run.opens and last_closing > run.start) or (run.closes and first_opening < run.start)
            if mixed or pairs:
                yield from range(run.start, run.end)
                if sign == "~":  # GitHub looks past a ~, and not past its backslash.
                    shown = f"{shown[: run.start]}{'!' * (run.end - run.start)}{shown[run.end :]}"
    ticks = [run for run in _runs(shown) if shown[run.start] == "`"]
    lengths = Counter(run.end - run.start for run in ticks)
    for run in ticks:
        if lengths[run.end - run.start] > 1:
            yield from range(run.start, run.end)


def _runs(shown: str) -> list[_Run]:
    return [_Run.of(shown, *match.span()) for match in _RUNS.finditer(shown)]
