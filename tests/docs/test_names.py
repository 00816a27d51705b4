"""One word for one thing: no two things in the package have the same name."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_class_has_the_name_of_another() -> None:
    files = defaultdict[str, list[str]](list)
    for path in sorted((ROOT / "goodnews").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ClassDef):
                files[node.name].append(path.relative_to(ROOT).as_posix())
    assert files
    assert {name: places for name, places in files.items() if len(places) > 1} == {}
