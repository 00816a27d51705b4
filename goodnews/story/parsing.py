"""From the text of a `story.md` to its front matter and body, or to all of its problems."""

import re
import unicodedata
from dataclasses import dataclass, field

from pydantic import ValidationError

from goodnews.problems import Problem, Severity
from goodnews.story.characters import find_turning, find_unprintable
from goodnews.story.model import FrontMatter
from goodnews.story.tangles import find_tangle
from goodnews.story.wording import problems_of
from goodnews.story.yaml_lines import BadYaml, Lines, load

LONGEST = 64_000
"""Bytes a story file may have; a long story has about 5,000."""

_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True)
class Parsed:
    """What is in one file. `front` is None when there are problems, and the other way round."""

    front: FrontMatter | None
    body: str = ""
    body_line: int = 1
    lines: Lines = field(default_factory=Lines)
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, file: str) -> str | Problem:
    """Read a file's bytes as text with plain newlines, or say what is wrong with them."""

    def wrong(line: int, what: str, fix: str) -> Problem:
        return Problem(file, line, Severity.ERROR, "story-file", what, fix)

    if len(data) > LONGEST:
        return wrong(
            1, f"This file is too long for a story ({len(data) // 1000} KB).", "Keep it under 64 KB."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return wrong(1, "This file is saved as UTF-16.", "Save it again and choose the encoding UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return wrong(
            line,
            "There is a character here that is not UTF-8.",
            "Save the file again and choose the encoding UTF-8.",
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (at := find_unprintable(text)) is not None:
        what = "There is a control character in this line, or another that can't be seen or printed."
        return wrong(text.count("\n", 0, at) + 1, what, "Type the line again.")
    if (at := find_turning(text)) is not None:
        what = "There is an invisible character in this line that changes its direction."
        return wrong(text.count("\n", 0, at) + 1, what, "Type the line again.")
    return unicodedata.normalize("NFC", text)


def parse_story(text: str, file: str) -> Parsed:
    """Read a story's text; every problem of the front matter is found, not only the first.

    Args:
        text: the whole file, with plain newlines.
        file: its path, for the problems.
    """
    lines_of_text = text.split("\n")
    start = next((n for n, line in enumerate(lines_of_text) if line.strip()), 0)
    if not _FENCE.fullmatch(lines_of_text[start]):
        what = "The story does not start with a line of three hyphens."
        return _failed(file, start + 1, what, "Put --- above and below the lines about the story.")
    end = next((n for n in range(start + 1, len(lines_of_text)) if _FENCE.fullmatch(lines_of_text[n])), None)
    if end is None:
        what = "The lines about the story have no end."
        return _failed(file, start + 1, what, "Put a line of three hyphens (---) between them and the text.")
    try:
        values, lines = load("\n".join(lines_of_text[start + 1 : end]), first_line=start + 2)
    except BadYaml as error:
        return _failed(file, error.line, error.what, error.fix)
    body = "\n".join(lines_of_text[end + 1 :])
    if tangle := find_tangle(body):
        return _failed(file, end + 1 + tangle.line, tangle.what, tangle.fix)
    try:
        front = FrontMatter.model_validate(values)
    except ValidationError as error:
        return Parsed(None, problems=tuple(sorted(problems_of(error, FrontMatter, file, lines))))
    return Parsed(front, body, end + 2, lines)


def _failed(file: str, line: int, what: str, fix: str) -> Parsed:
    return Parsed(None, problems=(Problem(file, line, Severity.ERROR, "story-file", what, fix),))
