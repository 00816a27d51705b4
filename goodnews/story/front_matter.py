"""From the text of a `story.md` to its front matter and body, or to all of its problems."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from pydantic import ValidationError

from goodnews.problems import Problem, Severity
from goodnews.story.entries import read_entries
from goodnews.story.fields import FieldPath
from goodnews.story.limits import find_excess, find_turning, find_unprintable
from goodnews.story.lines_to_write import nearest_field
from goodnews.story.model import FrontMatter
from goodnews.story.validation_messages import MOST_SHOWN, lost_words, problems_of

LONGEST = 64_000
"""Bytes a story file may have; a long story has about 5,000."""
_STAND_INS: Mapping[str, str] = MappingProxyType(
    {"title": "A story", "summary": "A story.", "date": "2000-01-01", "category": "Stories"}
)
"""What the checks read in the place of a field that must be there and can't be read."""

WITHDRAWN = re.compile(r"^withdrawn[ \t]*:", re.MULTILINE | re.IGNORECASE)
"""The line that takes a story back, in a text that may not be read otherwise."""
_FENCE = re.compile(r"---[ \t]*")
_DASHES = re.compile(r"[-‐‑–—−\s]*[-‐‑–—−][-‐‑–—−\s]*")
_OTHER_DASHES = (
    "This line is not three hyphens.",
    "Write “---” and nothing else; a phone often makes one long dash of hyphens.",
)


@dataclass(frozen=True)
class LineNumbers:
    """Where each value stands in its file; lines count from 1."""

    at: Mapping[FieldPath, int] = field(default_factory=dict)

    def __call__(self, *path: str | int) -> int:
        """The line of `path`, or of the nearest thing around it that has one."""
        for end in range(len(path), -1, -1):
            if (line := self.at.get(path[:end])) is not None:
                return line
        return 1


class Parsed(NamedTuple):
    """What is in one file.

    Attributes:
        meta: the front matter; None when there are problems, and the other way round.
        body: the text, which starts on `body_line`.
        lines: where each value of the front matter stands.
        salvaged: when there are problems, what could be read, with `_STAND_INS` for the rest: for the checks
            to go on with, never for a page. None when the text itself is too tangled to look at.
        unread: the names of the fields that were written, or have to be, and are not among what was salvaged.
    """

    meta: FrontMatter | None
    body: str = ""
    body_line: int = 1
    lines: LineNumbers = LineNumbers()
    problems: tuple[Problem, ...] = ()
    salvaged: FrontMatter | None = None
    unread: frozenset[str] = frozenset()


def decode(data: bytes, file: str) -> str | Problem:
    """Read a file's bytes as text with plain newlines, or say what is wrong with them."""
    wrong = partial(_wrong, file)
    if len(data) > LONGEST:
        message = f"This file is too long for a story ({len(data) // 1000} KB)."
        return wrong(1, message, "Keep it under 64 KB.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return wrong(1, "This file is saved as UTF-16.", "Save it again and choose the encoding UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "There is a character here that is not UTF-8."
        return wrong(line, message, "Save the file again and choose the encoding UTF-8.")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (at := find_unprintable(text)) is not None:
        message = "There is a control character in this line, or another that can't be seen or printed."
        return wrong(text.count("\n", 0, at) + 1, message, "Type the line again.")
    if (at := find_turning(text)) is not None:
        message = "There is an invisible character in this line that changes its direction."
        return wrong(text.count("\n", 0, at) + 1, message, "Type the line again.")
    return unicodedata.normalize("NFC", text)


def parse_story(text: str, file: str) -> Parsed:
    """Read a story's text; every problem of the front matter and the text is found, not only the first."""
    wrong = partial(_wrong, file)
    lines_of_text = text.split("\n")
    start = next((n for n, line in enumerate(lines_of_text) if line.strip()), 0)
    if not _DASHES.fullmatch(lines_of_text[start]):
        message = "The story does not start with a line of three hyphens."
        hint = "Put --- above and below the lines about the story."
        return Parsed(None, problems=(wrong(start + 1, message, hint),))
    below = range(start + 1, len(lines_of_text))
    ends = (n for fence in (_FENCE, _DASHES) for n in below if fence.fullmatch(lines_of_text[n]))
    end = next(ends, None)
    if end is None:
        message = "The lines about the story have no end."
        hint = "Put a line of three hyphens (---) between them and the text."
        return Parsed(None, problems=(wrong(start + 1, message, hint),))
    entries = read_entries("\n".join(lines_of_text[start + 1 : end]), first_line=start + 2)
    problems = [wrong(n + 1, *_OTHER_DASHES) for n in (start, end) if not _FENCE.fullmatch(lines_of_text[n])]
    problems += [wrong(mistake.line, mistake.message, mistake.hint) for mistake in entries.mistakes]
    lines = LineNumbers(entries.lines)
    cut_off = set[FieldPath]()
    for path, (value, comment) in entries.comments.items():
        if words := lost_words(FrontMatter, path, value, comment):
            problems.append(wrong(lines(*path), *words, code="story-fields"))
            cut_off.add(path)
    body = "\n".join(lines_of_text[end + 1 :])
    if excess := find_excess(body):
        problems.append(wrong(end + 1 + excess.line, excess.message, excess.hint))
    values, unread = entries.values, entries.unread
    try:
        meta = FrontMatter.model_validate(values)
    except ValidationError as error:
        if values or not entries.mistakes:
            known = {*cut_off, *((name,) for name in unread)}
            problems += problems_of(error, FrontMatter, file, lines, known)
        wrong_fields = {str(detail["loc"][0]) for detail in error.errors(include_url=False)}
        unread |= wrong_fields
        read = {name: value for name, value in values.items() if name not in wrong_fields}
        meta = FrontMatter.model_validate({**_STAND_INS, **read})
    if problems:
        # “images” was meant for “photos”, which could not be read then.
        unread |= {nearest_field((name,), FrontMatter) for name in sorted(unread)[:MOST_SHOWN]}
        salvaged = None if excess else meta
        told = tuple(sorted(set(problems)))
        return Parsed(None, body, end + 2, lines, told, salvaged, frozenset(unread))
    return Parsed(meta, body, end + 2, lines)


def _wrong(file: str, line: int, message: str, hint: str, code: str = "story-file") -> Problem:
    return Problem(file, line, Severity.ERROR, code, message, hint)
