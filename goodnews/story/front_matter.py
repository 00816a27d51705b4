"""From the text of a `story.md` to its front matter and body, or to all of its problems.

The YAML is read as text with line numbers, never as Python objects, as hostile strangers may write it.

Every scalar stays the string that was written (`yes` is not a boolean here, `12:30` is not 750);
the model gives it meaning. Tags, anchors and aliases are refused, so nothing can be expanded or built.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

import yaml
from pydantic import ValidationError

from goodnews.problems import Problem, Severity
from goodnews.story.fields import FieldPath, find_turning, find_unprintable
from goodnews.story.limits import find_excess
from goodnews.story.model import FrontMatter
from goodnews.story.validation_messages import problems_of

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_AROUND = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
DEEPEST = 6
"""Levels of nesting a story can need, and a few more."""


class FrontMatterError(ValueError):
    """The text is not YAML that we take: what is wrong, what to do, and the line within the text."""

    def __init__(self, line: int, what: str, fix: str) -> None:
        self.line = line
        self.what = what
        self.fix = fix
        super().__init__(what)


@dataclass(frozen=True)
class LineNumbers:
    """Where each value stands in its file; lines count from 1."""

    at: Mapping[FieldPath, int] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[type["LineNumbers"], tuple[dict[FieldPath, int]]]:
        """Let a story travel to another process: a read-only view does not travel, its contents do."""
        return LineNumbers, (dict(self.at),)

    def __call__(self, *path: str | int) -> int:
        """The line of `path`, or of the nearest thing around it that has one."""
        for end in range(len(path), -1, -1):
            if (line := self.at.get(path[:end])) is not None:
                return line
        return 1


def load(text: str, first_line: int = 1) -> tuple[dict[str, Value], LineNumbers]:
    """Read a mapping of strings, lists and mappings; empty values are left out.

    Args:
        text: YAML.
        first_line: the line of its file that `text` starts on.

    Raises:
        FrontMatterError: for a mistake, or for anything hostile.
    """
    # All of it is looked at before anything is built.
    events = list(_events(text, first_line))
    documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
    if not documents:
        return {}, LineNumbers({(): first_line})
    if len(documents) > 1:
        raise _in_plain_words("but found another document", _line_of(documents[1], 0), text, first_line)
    content = (each for each in events if not isinstance(each, _AROUND))
    if not isinstance(first := next(content), yaml.MappingStartEvent):
        raise FrontMatterError(
            first_line,
            "This is not a list of “name: value” lines.",
            "Start each line with a name and a colon.",
        )
    at: dict[FieldPath, int] = {(): first_line}
    value = _value(first, content, (), at, first_line)
    assert isinstance(value, dict)  # noqa: S101 - a mapping gives a dict
    return value, LineNumbers(MappingProxyType(at))


def _events(text: str, first_line: int) -> Iterator[yaml.Event]:
    """What the parser meets, one by one; refuses tags, anchors and depth."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise FrontMatterError(
                    _line_of(event, first_line),
                    "“&” and “*” have a special meaning at the start of a value.",
                    "Put the text in double quotes.",
                )
            if getattr(event, "tag", None):
                raise FrontMatterError(
                    _line_of(event, first_line),
                    "“!” has a special meaning at the start of a value.",
                    "Put the text in double quotes.",
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    line = _line_of(event, first_line)
                    raise FrontMatterError(
                        line, "This is nested too deeply.", "Copy the shape of an example story."
                    )
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            yield event
    except yaml.YAMLError as error:
        raise _explained(error, text, first_line) from None


def _value(
    start: yaml.Event,
    events: Iterator[yaml.Event],
    path: FieldPath,
    at: dict[FieldPath, int],
    first_line: int,
) -> Value:
    """Build what an event starts from those that follow; never deeper than was let pass above."""
    if isinstance(start, yaml.ScalarEvent):
        return str(start.value).strip()
    if isinstance(start, yaml.SequenceStartEvent):
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*path, len(items))
            at[here] = _line_of(event, first_line)
            items.append(_value(event, events, here, at, first_line))
        return items
    found: dict[str, Value] = {}
    while not isinstance(name := next(events), yaml.MappingEndEvent):
        line = _line_of(name, first_line)
        if not isinstance(name, yaml.ScalarEvent):
            raise FrontMatterError(
                line, "A name before a colon has to be a word.", "Put the text in double quotes."
            )
        key = str(name.value)
        here = (*path, key)
        if here in at:
            raise FrontMatterError(line, f"“{key}” is here twice.", "Keep one of them.")
        at[here] = line
        value = _value(next(events), events, here, at, first_line)
        if value != "":
            found[key] = value
    return found


def _line_of(event: yaml.Event, first_line: int) -> int:
    return first_line + (event.start_mark.line if event.start_mark else 0)


def _explained(error: yaml.YAMLError, text: str, first_line: int) -> FrontMatterError:
    """Say what PyYAML means, in words for somebody who has never heard of YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or error)
    return _in_plain_words(said, mark.line if mark else 0, text, first_line)


def _in_plain_words(said: str, number: int, text: str, first_line: int) -> FrontMatterError:
    """Say what is meant.

    Args:
        said: in PyYAML's words.
        number: the line it speaks of, counted from 0.
        text: the whole YAML.
        first_line: the line of its file that `text` starts on.
    """
    lines = text.splitlines() or [""]
    number = min(number, len(lines) - 1)
    here = lines[number]
    line = first_line + number
    if "\t" in here:
        return FrontMatterError(line, "This line has a tab in it.", "Use spaces instead.")
    if any(quote in here for quote in "“”‘’") and '"' in here:
        return FrontMatterError(
            line, "This line mixes curly and straight quotation marks.", 'Use straight ones (") at both ends.'
        )
    if "mapping values are not allowed" in said:
        return FrontMatterError(
            line,
            "There is a second colon in this line.",
            'Put the text after the first colon in double quotes: "Like this: so".',
        )
    if "quoted scalar" in said or "end of stream" in said or "document separator" in said:
        return FrontMatterError(
            line,
            "A quotation mark is opened and not closed.",
            'Add the missing ", or write \\" for one inside the text.',
        )
    if "cannot start any token" in said or "special characters" in said:
        return FrontMatterError(
            line,
            "This line has a character that can't stand here.",
            "Put the text after the colon in double quotes.",
        )
    return FrontMatterError(
        line,
        "I can't read this line.",
        "Check the spaces at its start and the colon, or put the text in double quotes.",
    )


LONGEST = 64_000
"""Bytes a story file may have; a long story has about 5,000."""

_FENCE = re.compile(r"---[ \t]*")


@dataclass(frozen=True)
class Parsed:
    """What is in one file. `front` is None when there are problems, and the other way round."""

    front: FrontMatter | None
    body: str = ""
    body_line: int = 1
    lines: LineNumbers = field(default_factory=LineNumbers)
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
    except FrontMatterError as error:
        return _failed(file, error.line, error.what, error.fix)
    body = "\n".join(lines_of_text[end + 1 :])
    if excess := find_excess(body):
        return _failed(file, end + 1 + excess.line, excess.what, excess.fix)
    try:
        front = FrontMatter.model_validate(values)
    except ValidationError as error:
        return Parsed(None, problems=tuple(sorted(problems_of(error, FrontMatter, file, lines))))
    return Parsed(front, body, end + 2, lines)


def _failed(file: str, line: int, what: str, fix: str) -> Parsed:
    return Parsed(None, problems=(Problem(file, line, Severity.ERROR, "story-file", what, fix),))
