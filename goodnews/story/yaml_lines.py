"""YAML that hostile strangers may write: read as text with line numbers, never as Python objects.

Every scalar stays the string that was written (`yes` is not a boolean here, `12:30` is not 750);
the model gives it meaning. Tags, anchors and aliases are refused, so nothing can be expanded or built.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

import yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Place: TypeAlias = tuple[str | int, ...]

_AROUND = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
DEEPEST = 6
"""Levels of nesting a story can need, and a few more."""


class BadYaml(ValueError):
    """The text is not YAML that we take: what is wrong, what to do, and the line within the text."""

    def __init__(self, line: int, what: str, fix: str) -> None:
        self.line = line
        self.what = what
        self.fix = fix
        super().__init__(what)


@dataclass(frozen=True)
class Lines:
    """Where each value stands in its file; lines count from 1."""

    at: Mapping[Place, int] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[type["Lines"], tuple[dict[Place, int]]]:
        """Let a story travel to another process: a read-only view does not travel, its contents do."""
        return Lines, (dict(self.at),)

    def __call__(self, *place: str | int) -> int:
        """The line of `place`, or of the nearest thing around it that has one."""
        for end in range(len(place), -1, -1):
            if (line := self.at.get(place[:end])) is not None:
                return line
        return 1


def load(text: str, first_line: int = 1) -> tuple[dict[str, Value], Lines]:
    """Read a mapping of strings, lists and mappings; empty values are left out.

    Args:
        text: YAML.
        first_line: the line of its file that `text` starts on.

    Raises:
        BadYaml: for a mistake, or for anything hostile.
    """
    # All of it is looked at before anything is built.
    events = list(_events(text, first_line))
    documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
    if not documents:
        return {}, Lines({(): first_line})
    if len(documents) > 1:
        raise _in_plain_words("but found another document", _line_of(documents[1], 0), text, first_line)
    content = (each for each in events if not isinstance(each, _AROUND))
    if not isinstance(first := next(content), yaml.MappingStartEvent):
        raise BadYaml(
            first_line,
            "This is not a list of “name: value” lines.",
            "Start each line with a name and a colon.",
        )
    at: dict[Place, int] = {(): first_line}
    value = _value(first, content, (), at, first_line)
    assert isinstance(value, dict)  # noqa: S101 - a mapping gives a dict
    return value, Lines(MappingProxyType(at))


def _events(text: str, first_line: int) -> Iterator[yaml.Event]:
    """What the parser meets, one by one; refuses tags, anchors and depth."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise BadYaml(
                    _line_of(event, first_line),
                    "“&” and “*” have a special meaning at the start of a value.",
                    "Put the text in double quotes.",
                )
            if getattr(event, "tag", None):
                raise BadYaml(
                    _line_of(event, first_line),
                    "“!” has a special meaning at the start of a value.",
                    "Put the text in double quotes.",
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    line = _line_of(event, first_line)
                    raise BadYaml(line, "This is nested too deeply.", "Copy the shape of an example story.")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            yield event
    except yaml.YAMLError as error:
        raise _explained(error, text, first_line) from None


def _value(
    start: yaml.Event, events: Iterator[yaml.Event], place: Place, at: dict[Place, int], first_line: int
) -> Value:
    """Build what an event starts from those that follow; never deeper than was let pass above."""
    if isinstance(start, yaml.ScalarEvent):
        return str(start.value).strip()
    if isinstance(start, yaml.SequenceStartEvent):
        items: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*place, len(items))
            at[here] = _line_of(event, first_line)
            items.append(_value(event, events, here, at, first_line))
        return items
    found: dict[str, Value] = {}
    while not isinstance(name := next(events), yaml.MappingEndEvent):
        line = _line_of(name, first_line)
        if not isinstance(name, yaml.ScalarEvent):
            raise BadYaml(line, "A name before a colon has to be a word.", "Put the text in double quotes.")
        key = str(name.value)
        here = (*place, key)
        if here in at:
            raise BadYaml(line, f"“{key}” is here twice.", "Keep one of them.")
        at[here] = line
        value = _value(next(events), events, here, at, first_line)
        if value != "":
            found[key] = value
    return found


def _line_of(event: yaml.Event, first_line: int) -> int:
    return first_line + (event.start_mark.line if event.start_mark else 0)


def _explained(error: yaml.YAMLError, text: str, first_line: int) -> BadYaml:
    """Say what PyYAML means, in words for somebody who has never heard of YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or error)
    return _in_plain_words(said, mark.line if mark else 0, text, first_line)


def _in_plain_words(said: str, number: int, text: str, first_line: int) -> BadYaml:
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
        return BadYaml(line, "This line has a tab in it.", "Use spaces instead.")
    if any(quote in here for quote in "“”‘’") and '"' in here:
        return BadYaml(
            line, "This line mixes curly and straight quotation marks.", 'Use straight ones (") at both ends.'
        )
    if "mapping values are not allowed" in said:
        return BadYaml(
            line,
            "There is a second colon in this line.",
            'Put the text after the first colon in double quotes: "Like this: so".',
        )
    if "quoted scalar" in said or "end of stream" in said or "document separator" in said:
        return BadYaml(
            line,
            "A quotation mark is opened and not closed.",
            'Add the missing ", or write \\" for one inside the text.',
        )
    if "cannot start any token" in said or "special characters" in said:
        return BadYaml(
            line,
            "This line has a character that can't stand here.",
            "Put the text after the colon in double quotes.",
        )
    return BadYaml(
        line,
        "I can't read this line.",
        "Check the spaces at its start and the colon, or put the text in double quotes.",
    )
