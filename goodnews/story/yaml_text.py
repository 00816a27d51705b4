"""YAML as people type it: their quotation marks, and what a parser refuses, said in their words."""

import re
from collections.abc import Sequence

from goodnews.story.yaml_layout import LONGEST_SHOWN, explain_bullet, explain_layout

_NO_SPACE = re.compile(r"[ ]*(?:- +)?(?P<name>[A-Za-z]\w*):(?P<value>[^\s/].*)")
_LINE = re.compile(r"[ ]*(?:- +)?(?P<name>[A-Za-z][\w-]*)[ ]*:[ ]+(?P<value>\S.*)")
_OPEN_QUOTE = re.compile(r"""[ ]*(?:- +)?[A-Za-z][\w-]*[ ]*:[ ]+(?P<mark>["'])(?:(?!(?P=mark)).)*""")
_ITEM = re.compile(r"[ ]*-[ ]+(?P<value>\S.*)")
_IN_BRACES = re.compile(r"([{,][ ]*\w+):(?=[^\s/])")
_NO_COLON = re.compile(r"[\s-]*(?P<name>[A-Za-z]\w*+)\s*[:=：]?\s*(?P<value>\S.*)")
_ADDRESS = re.compile(
    r"[ ]*(?:- +)?<?(?:(?P<film>https://[^\s<>]+)|(?:http://|www\.|mailto:|tel:)\S+|[^\s:@]+@[^\s:@]+)>?[ ]*",
    re.IGNORECASE,
)
_IN_QUOTES = "Put the text after the colon in double quotes."


def explain_yaml(complaint: str, lines: Sequence[str], index: int) -> tuple[int, str, str]:
    """Say which line it is about, by its index, what is wrong there, and what to write instead."""
    index = min(index, len(lines) - 1)
    line = lines[index]
    if "\t" in line:
        return index, "This line has a tab in it.", "Use spaces instead."
    if address := _ADDRESS.fullmatch(line):
        hint = "Move it into the text, below the second “---”."
        if film := address["film"]:
            hint += f" Is it a film? Then write “video: {{url: {quoted(film)}, title: What it shows}}”."
        return index, "This line is an address and nothing else.", hint
    if explanation := explain_bullet(lines, index):
        return explanation
    if special := re.search(r"\b(?:anchor|alias|tag|depth)\b", complaint):
        message, hint = _SPECIAL[special[0]]
        return index, message, hint or _written_anew(line) or _IN_QUOTES
    # The parser often goes on for a line or more before it gives up.
    for earlier in range(index, -1, -1):
        if match := _NO_SPACE.fullmatch(lines[earlier]):
            hint = f"Write “{match['name']}: {match['value'][:LONGEST_SHOWN]}”."
            return earlier, "There is no space after the colon.", hint
    for earlier, text in enumerate(lines[: index + 1]):
        if _OPEN_QUOTE.fullmatch(text):
            hint = _written_anew(text) or _IN_QUOTES
            return earlier, "A quotation mark is opened and not closed.", hint
    if "quoted scalar" in complaint or "document separator" in complaint:
        hint = _written_anew(line) or 'Add the missing ", or write \\" for one inside the text.'
        return index, "A quotation mark is opened and not closed.", hint
    return _explain_line(complaint, lines, index)


def _explain_line(complaint: str, lines: Sequence[str], index: int) -> tuple[int, str, str]:
    line = lines[index]
    hint = _written_anew(line)
    if explanation := explain_layout(lines, index):
        return explanation
    if "mapping values are not allowed" in complaint:
        return index, "There is a second colon in this line.", hint or _IN_QUOTES
    for earlier, text in enumerate(lines[: index + 1]):
        if re.search(r"[\s\[{,]#\w", text):
            message = "A # after a space starts a note, so the rest of this line is lost."
            return earlier, message, _written_anew(text) or _without_hashes(text)
    squares, curlies = line.count("[") - line.count("]"), line.count("{") - line.count("}")
    if re.search(r":[ ]+[\[{]", line) and (squares > 0 or curlies > 0):
        closed = f"{line.strip()[:LONGEST_SHOWN]}{']' * min(squares, 1)}{'}' * min(curlies, 1)}"
        return index, "A bracket is opened and not closed.", f"Write “{closed}”."
    if re.search(r":[ ]+\{", line) and (spaced := _IN_BRACES.sub(r"\1: ", line)) != line:
        return index, "There is no space after the colon.", f"Write “{spaced.strip()[:LONGEST_SHOWN]}”."
    if re.search(r":[ ]+[\"']", line):
        return index, "There are more words after the closing quotation mark.", hint or _IN_QUOTES
    if "cannot start any token" in complaint or "special characters" in complaint:
        return index, "This line has a character that can't stand here.", hint or _IN_QUOTES
    if complaint == "not a mapping":
        message = "This is not a list of “name: value” lines."
        if named := _NO_COLON.fullmatch(line):
            message = f"There is no colon after “{named['name']}”, or something before it."
            return index, message, f"Write “{named['name']}: {named['value'][:LONGEST_SHOWN]}”."
        return index, message, "Start each line with a name and a colon."
    check = "Check the spaces at its start and the colon, or put the text in double quotes."
    if ":" not in line:
        check = "If it goes on from the line above, start it with two spaces."
    return index, "I can't read this line.", hint or check


_ANCHOR = "“&” and “*” have a special meaning at the start of a value."
_SPECIAL = {
    "anchor": (_ANCHOR, ""),
    "alias": (_ANCHOR, ""),
    "tag": ("“!” has a special meaning at the start of a value.", ""),
    "depth": ("This is nested too deeply.", "Copy the shape of an example story."),
}


def _without_hashes(line: str) -> str:
    """What to write instead of a line with a `#` in brackets: tags need none."""
    if not re.match(r"tags[ ]*:", line, re.IGNORECASE):
        return 'Put the words in double quotes, like "#ProudToCare".'
    return f"Write “{re.sub(r'(?<=[ ,[])#', '', line).strip()[:LONGEST_SHOWN]}”."


def _written_anew(line: str) -> str:
    """The line with its value in quotes: the remedy for most slips. Empty when it has no such value.

    >>> _written_anew('title: "A night')
    'Write “title: "A night"”.'
    """
    match = _LINE.fullmatch(line) or _ITEM.fullmatch(line)
    if not match or len(line) > LONGEST_SHOWN:
        return ""
    value = match["value"].strip()
    if value[0] == value[-1] and value[0] in "'\"" and len(value) > 2 and _is_whole(value):
        value = value[1:-1]
    if re.fullmatch(r"[|>][-+0-9]*|[\[{].*[\]}]?", value) and not re.match(r"[\[{].*[\]}].*\w$", value):
        return ""
    if value[0] in '"“”' and not set('"“”') & set(value[1:]):
        value = value[1:]
    elif value[-1] in '"”' and not set('"“”') & set(value[:-1]):
        value = value[:-1]
    before = line[: match.start("value")].strip()
    return f"Write “{before} {quoted(value.strip())}”."


def _is_whole(value: str) -> bool:
    """Whether a quotation is all of a value: the next mark in it opens another, or is an apostrophe.

    >>> _is_whole("'Ward 7's night'"), _is_whole('"Hello" said "Jo"')
    (True, False)
    """
    mark = re.search(rf"(?P<before>.){value[0]}(?P<after>.)", value[1:])
    return not mark or mark["before"] == " " or (mark["before"].isalnum() and mark["after"].isalnum())


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
