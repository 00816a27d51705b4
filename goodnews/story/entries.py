"""The entries of a front matter: YAML that hostile strangers may write, read as text with line numbers.

Every scalar stays the string that was written (`yes` is not a boolean here, `12:30` is not 750);
the model gives it meaning. Tags, anchors and aliases are refused, so nothing can be expanded or built.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from goodnews.story.fields import FieldPath
from goodnews.story.yaml_layout import explain_bullet
from goodnews.story.yaml_text import explain_yaml, straighten_quotes, unquoted

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

DEEPEST = 6
"""Levels of nesting a story can need, and a few more."""
MOST_ENTRIES = 200
"""Entries that are looked at one by one when there is a mistake somewhere; there are 26 fields."""

_AROUND = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
_COMMON = "title|summary|date|category|team|hospital|tags|photos|draft|announce"
_ENTRY = re.compile(rf"(?P<name>\w[\w-]*)[ \t]*:|(?:- *)?(?P<field>{_COMMON})\b", re.IGNORECASE)
"""How an entry begins; one of the commonest also where its colon was forgotten."""
_NAMES = re.compile(r"^[^\w\n]*(\w[\w-]*)", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]+#")
_HASHTAG = re.compile(r"[ \t]+#\w")
_AS_SPACES = str.maketrans("\r\x85\u2028\u2029\xa0\u202f", "      ")
"""What YAML takes for the end of a line and no editor does; and spaces that look like any other."""


class FrontMatterError(ValueError):
    """The text is not YAML that we take: what is wrong, what to do, and the line of the file."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        self.line = line
        self.message = message
        self.hint = hint
        super().__init__(message)


@dataclass
class Entries:
    """What stands in a front matter, as text.

    Attributes:
        values: by name; what is empty is left out.
        lines: where each value stands in the file.
        comments: each value that a `#` follows on its line, with what follows.
        mistakes: what can't be read.
        unread: the names that stand at the start of a line that can't.
    """

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[FieldPath, int] = field(default_factory=dict)
    comments: dict[FieldPath, tuple[str, str]] = field(default_factory=dict)
    mistakes: list[FrontMatterError] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def read_entries(text: str, first_line: int = 1) -> Entries:
    """Read a mapping of strings, lists and mappings; a mistake in one entry hides no other."""
    text = straighten_quotes(text.translate(_AS_SPACES))
    try:
        return _load(text, first_line)
    except FrontMatterError as error:
        mistake = error
    entries = Entries(lines={(): first_line})
    parts = list(_split(text))
    for index, part in parts if len(parts) <= MOST_ENTRIES else ():
        name = (match["name"] or match["field"]).lower() if (match := _ENTRY.match(part)) else ""
        try:
            read = _load(part, first_line + index)
            if name in entries.values:
                raise _twice(name, first_line + index)
        except FrontMatterError as error:
            entries.mistakes.append(error)
            entries.unread.update(_NAMES.findall(part.lower()))
        else:
            entries.values |= read.values
            entries.lines = read.lines | entries.lines
            entries.comments |= read.comments
    entries.mistakes = entries.mistakes or [mistake]
    return entries


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Cut a front matter before each line that starts with a name and a colon; gives the line's index too."""
    lines = text.split("\n")
    starts = [index for index, line in enumerate(lines) if not index or _ENTRY.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start, "\n".join(lines[start:end])


def _load(text: str, first_line: int) -> Entries:
    """Read a mapping, or raise a `FrontMatterError` for a mistake and for anything hostile."""
    # All of it is looked at before anything is built.
    events = list(_events(text, first_line))
    documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
    entries = Entries(lines={(): first_line})
    if not documents:
        return entries
    content = (event for event in events if not isinstance(event, _AROUND))
    start = next(content)
    if len(documents) > 1 or not isinstance(start, yaml.MappingStartEvent):
        raise _explained("not a mapping", _index(documents[-1]), text, first_line)
    value = _Builder(content, text.split("\n"), first_line, entries).build(start, ())
    assert isinstance(value, dict)  # noqa: S101 - a mapping gives a dict
    entries.values = value
    return entries


def _events(text: str, first_line: int) -> Iterator[yaml.Event]:
    """What the parser meets, one by one; refuses tags, anchors and depth."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _explained("anchor", _index(event), text, first_line)
            if getattr(event, "tag", None):
                raise _explained("tag", _index(event), text, first_line)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    raise _explained("depth", _index(event), text, first_line)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            yield event
    except yaml.YAMLError as error:
        # Where a quotation mark or a bracket was opened is more to the point than where the text ends.
        is_open = re.search("quoted scalar|flow", str(getattr(error, "context", "")))
        mark = getattr(error, "context_mark" if is_open else "problem_mark", None)
        complaint = f"{getattr(error, 'context', '')} {getattr(error, 'problem', error)}"
        raise _explained(complaint, mark.line if mark else 0, text, first_line) from None


@dataclass
class _Builder:
    """Builds values from events, and notes where each stands and what follows it."""

    events: Iterator[yaml.Event]
    text: list[str]
    first_line: int
    entries: Entries

    def build(self, start: yaml.Event, path: FieldPath) -> Value:
        """Build what an event starts from those that follow; never deeper than was let pass above."""
        if isinstance(start, yaml.ScalarEvent):
            return self._scalar(start, path)
        if isinstance(start, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                here = (*path, len(items))
                self.entries.lines[here] = self._line_of(event)
                if (item := self.build(event, here)) != "":
                    items.append(item)
            return items
        fields: dict[str, Value] = {}
        while not isinstance(name := next(self.events), yaml.MappingEndEvent):
            line = self._line_of(name)
            if not isinstance(name, yaml.ScalarEvent):
                message = "A name before a colon has to be a word."
                raise FrontMatterError(line, message, "Put the text in double quotes.")
            key = str(name.value).lower()  # a phone starts each line with a capital
            is_name = key[:1].isalnum()
            if not is_name and (explained := explain_bullet(self.text, _index(name))):
                raise FrontMatterError(self.first_line + explained[0], *explained[1:])
            here = (*path, key)
            if here in self.entries.lines:
                raise _twice(key, line, in_list=bool(path) and isinstance(path[-1], int))
            # Also as it is written, where that is with a capital.
            self.entries.lines |= {here: line, (*path, str(name.value)): line}
            value = self.build(next(self.events), here)
            if value != "":
                fields[key] = value
            elif match := re.fullmatch(r"(\w+):(\S.*)", str(name.value)):
                message = "There is no space after the colon."
                raise FrontMatterError(line, message, f"Write “{match[1]}: {match[2]}”.")
        return fields

    def _scalar(self, event: yaml.ScalarEvent, path: FieldPath) -> str:
        value = str(event.value).strip()
        start, end = _index(event), event.end_mark
        if event.style in {"|", ">"} or not end or end.line >= len(self.text):
            return value
        if event.style and start < end.line and self._swallows(start, end.line):
            raise _explained("quoted scalar", start, "\n".join(self.text), self.first_line)
        line = self.text[end.line]
        # After words in quotes, `# a note` is one, and `#ProudToCare` was meant for readers.
        if "#" in line and (_HASHTAG if event.style else _COMMENT).match(line, end.column):
            self.entries.comments[path] = (value, line[end.column :].strip())
        return value if event.style else unquoted(value)

    def _swallows(self, start: int, end: int) -> bool:
        """Whether a quotation goes on over the next fields, up to another mark: they stand under its name."""
        indent = len(self.text[start]) - len(self.text[start].lstrip(" -"))
        following = self.text[start + 1 : end + 1]
        return any(line.strip() and len(line) - len(line.lstrip(" ")) <= indent for line in following)

    def _line_of(self, event: yaml.Event) -> int:
        return self.first_line + _index(event)


def _index(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _twice(name: str, line: int, *, in_list: bool = False) -> FrontMatterError:
    hint = f"Keep one of them. Is it another entry of the list? Then start it with “- {name}:”."
    return FrontMatterError(line, f"“{name}” is here twice.", hint if in_list else "Keep one of them.")


def _explained(complaint: str, index: int, text: str, first_line: int) -> FrontMatterError:
    """Say what PyYAML means, in words for somebody who has never heard of YAML."""
    index, message, hint = explain_yaml(complaint, text.split("\n"), index)
    return FrontMatterError(first_line + index, message, hint)
