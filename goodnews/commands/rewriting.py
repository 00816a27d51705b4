"""Changing values in a settings file, and nothing else of it: comments, order and layout stay."""

import ast
import json
from collections.abc import Mapping
from datetime import date


class CantRewrite(Exception):
    """A setting is not in the file, or is not a plain value there. Its text is the setting's name."""


def rewrite(source: str, values: Mapping[str, object]) -> str:
    r"""Give a Python settings file with new values: texts, whole numbers, lists, dictionaries, dates or None.

    A setting is `NAME = value` at the left margin. Where it is `NAME = something or value`, as an
    address that the environment may override, only the last value changes.

    Raises:
        CantRewrite: for a setting that is not there in one of these forms.

    >>> rewrite('SITENAME = "Old"  # ours\n', {"SITENAME": 'The "new"'})
    'SITENAME = "The \\"new\\""  # ours\n'
    """
    places = {name: node for name, node in _assigned(source) if name in values}
    if missing := sorted(values.keys() - places.keys()):
        raise CantRewrite(missing[0])
    lines = source.encode("utf-8").splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    data = source.encode("utf-8")
    for name, node in sorted(places.items(), key=lambda assigned: -starts[assigned[1].lineno - 1]):
        if node.end_lineno is None or node.end_col_offset is None or not _is_plain(node):
            raise CantRewrite(name)
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        data = data[:begin] + written(values[name]).encode("utf-8") + data[end:]
    return data.decode("utf-8")


def written(value: object) -> str:
    """A value as Python, in the double quotes that the settings files use.

    >>> written(["Ward 7", "Tŷ Gwyn"])
    '["Ward 7", "Tŷ Gwyn"]'
    """
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, list | tuple):
        return f"[{', '.join(written(item) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{written(key)}: {written(item)}' for key, item in value.items())}}}"
    if isinstance(value, int):
        return str(value)
    # JSON's strings are Python's too.
    return "None" if value is None else json.dumps(str(value), ensure_ascii=False)


def _assigned(source: str) -> list[tuple[str, ast.expr]]:
    """Names assigned at the top of the file, each with the node of the value to change."""
    assigned: list[tuple[str, ast.expr]] = []
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name):
            last = value.values[-1] if isinstance(value, ast.BoolOp) else value
            assigned.append((target.id, last))
    return assigned


def _is_plain(node: ast.expr) -> bool:
    """Whether a value can be replaced without losing somebody's own code."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "date"
    if isinstance(node, ast.List | ast.Tuple):
        return all(isinstance(elt, ast.Constant) for elt in node.elts)
    if isinstance(node, ast.Dict):
        return all(isinstance(part, ast.Constant) for part in (*node.keys, *node.values))
    return isinstance(node, ast.Constant)
