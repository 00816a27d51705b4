"""Changing values in a settings file, and nothing else of it: comments, order and layout stay."""

import ast
import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate

from goodnews.problems import CommandError


def rewrite(source: str, values: Mapping[str, object]) -> str:
    r"""Give a Python settings file with new values: texts, whole numbers, lists, dictionaries, dates or None.

    A setting is `NAME = value` at the left margin. Where it is `NAME = something or value`, as an address
    that the environment may override, only the last value changes. CommandError when a setting is not there
    in one of these forms.

    >>> rewrite('SITENAME = "Old"  # ours\n', {"SITENAME": 'The "new"'})
    'SITENAME = "The \\"new\\""  # ours\n'
    """
    nodes, data = dict(_assigned(source)), source.encode()
    starts = list(accumulate(map(len, data.splitlines(keepends=True)), initial=0))
    spans: list[tuple[int, int, bytes]] = []
    for name, value in values.items():
        node = nodes.get(name)
        if node is None or node.end_lineno is None or node.end_col_offset is None or not _is_plain(node):
            raise CommandError(
                f"{name} has been changed so much that I can't set it for you.",
                "Set it by hand in pelicanconf.py or publishconf.py; docs/running.md lists every setting.",
            )
        begin = starts[node.lineno - 1] + node.col_offset
        spans.append((begin, starts[node.end_lineno - 1] + node.end_col_offset, written(value).encode()))
    for begin, end, new in sorted(spans, reverse=True):
        data = data[:begin] + new + data[end:]
    return data.decode()


def written(value: object) -> str:
    """A value as Python, in the double quotes that the settings files use.

    >>> written(["Ward 7", "Tŷ Gwyn"])
    '["Ward 7", "Tŷ Gwyn"]'
    """
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    # JSON's texts, numbers, lists and dictionaries are Python's too.
    return "None" if value is None else json.dumps(value, ensure_ascii=False)


def _assigned(source: str) -> Iterator[tuple[str, ast.expr]]:
    """Names assigned at the top of the file, each with the node of the value to change."""
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name):
            yield target.id, value.values[-1] if isinstance(value, ast.BoolOp) else value


def _is_plain(node: ast.expr) -> bool:
    """Whether a value can be replaced without losing somebody's own code."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "date"
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True
