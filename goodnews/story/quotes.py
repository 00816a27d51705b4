"""Quotation marks as people and phones type them, around a value of the front matter."""

import re

_MARKS = "“”„‟"
_CURLY = f"{_MARKS}‘"
_ANY = f'[{_MARKS}"]'
_INSIDE = f'[^{_MARKS}"\n]*'
_NAME = r"[ ]*(?:-[ ]+)*(?:\w[\w-]*[ ]*:[ ]+)?"
_AFTER = r"(?P<after>[ ]*(?:[ ]#.*)?)"
_WHOLE_VALUE = re.compile(rf"(?P<before>{_NAME}){_ANY}(?P<words>{_INSIDE}){_ANY}{_AFTER}")
# The closing one is an apostrophe, too: only where a letter follows is it surely that.
_SINGLE = re.compile(rf"(?P<before>{_NAME})‘(?P<words>(?:[^‘’\n]|’(?=\w))*)’{_AFTER}")
_FLOW = re.compile(rf"{_NAME}[\[{{]")
_IN_FLOW = re.compile(rf"(?P<before>[\[{{,:][ ]*){_ANY}(?P<words>{_INSIDE}){_ANY}(?P<after>[ ]*(?=[,\]}}]))")
_BLOCK = re.compile(rf"{_NAME}[|>][-+0-9]*[ ]*(?:#.*)?")


def straighten_quotes(yaml: str) -> str:
    """Put a value between curly quotation marks between straight ones; texts in `|` blocks stay as they are.

    >>> straighten_quotes("title: “Coming off shift: a night”")
    'title: "Coming off shift: a night"'
    >>> straighten_quotes("by: The “night owls” of Ward 7")
    'by: The “night owls” of Ward 7'
    """
    if not any(mark in yaml for mark in _CURLY):
        return yaml
    lines: list[str] = []
    block_indent: int | None = None
    for line in yaml.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None and (indent > block_indent or not line.strip()):
            lines.append(line)
            continue
        block_indent = indent if _BLOCK.fullmatch(line) else None
        lines.append(_straighten_line(line))
    return "\n".join(lines)


def _straighten_line(line: str) -> str:
    if not any(mark in line for mark in _CURLY):
        return line
    if _FLOW.match(line):
        return _IN_FLOW.sub(_with_straight_quotes, line)
    match = _WHOLE_VALUE.fullmatch(line) or _SINGLE.fullmatch(line)
    return _with_straight_quotes(match) if match else line


def _with_straight_quotes(match: re.Match[str]) -> str:
    if not any(mark in match[0] for mark in _CURLY):
        return match[0]
    return f"{match['before']}{quoted(match['words'])}{match['after']}"


def quoted(words: str) -> str:
    """Write words as a YAML value in quotation marks.

    >>> print(quoted("A night: on Ward 7"), quoted('The "night owls"'))
    "A night: on Ward 7" 'The "night owls"'
    """
    if '"' in words or "\\" in words:
        return "'" + words.replace("'", "''") + "'"
    return f'"{words}"'


def unquoted(value: str) -> str:
    """Take off curly quotation marks that stand around the whole of a value.

    >>> unquoted("“A night”"), unquoted("‘A night’"), unquoted("“Hello” and “goodbye”")
    ('A night', 'A night', '“Hello” and “goodbye”')
    """
    if value[:1] not in _CURLY:
        return value
    match = _WHOLE_VALUE.fullmatch(value) or _SINGLE.fullmatch(value)
    return match["words"].strip() if match and not match["before"] and not match["after"] else value
