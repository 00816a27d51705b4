"""Changing values in a settings file, and nothing else of it."""

import ast
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.commands.rewriting import rewrite, written
from goodnews.problems import CommandError

SOURCE = '''"""Settings."""
import os
from datetime import date

# --- Who you are ---
SITENAME = "Tŷ Gwyn"  # what it is called
TEAMS: list[str] = []
HOSPITALS = [
    "One",
    "Two",
]
LOGO = None
REVIEWED = date(2026, 11, 2)
SITEURL = os.environ.get("SITEURL") or "https://old.example"
LAST = 12
'''


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("SITENAME", 'A "new" ŷ', '"Tŷ Gwyn"  #', '"A \\"new\\" ŷ"  #'),
        ("TEAMS", ["Ward 7"], "= []", '= ["Ward 7"]'),
        ("HOSPITALS", ["Elms"], '[\n    "One",\n    "Two",\n]', '["Elms"]'),
        ("LOGO", "logo.svg", "LOGO = None", 'LOGO = "logo.svg"'),
        ("LOGO", None, "LOGO = None", "LOGO = None"),
        ("REVIEWED", date(2027, 1, 2), "date(2026, 11, 2)", "date(2027, 1, 2)"),
        ("SITEURL", "https://new.example", '"https://old.example"', '"https://new.example"'),
    ],
)
def test_one_value_changes_and_every_other_byte_stays(
    name: str, value: object, before: str, after: str
) -> None:
    assert rewrite(SOURCE, {name: value}) == SOURCE.replace(before, after)


def test_several_change_at_once_wherever_they_stand() -> None:
    new = rewrite(SOURCE, {"LAST": "x", "SITENAME": "much, much longer than it was", "HOSPITALS": []})
    expected = SOURCE.replace('"Tŷ Gwyn"', '"much, much longer than it was"').replace("12", '"x"')
    assert new == expected.replace('[\n    "One",\n    "Two",\n]', "[]")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A = 1\n", "B"),
        ("A = some_function()\n", "A"),
        ("A = [each for each in ()]\n", "A"),
        ("if True:\n    A = 1\n", "A"),
        ("A = B = 1\n", "A"),
    ],
)
def test_somebody_s_own_code_is_not_touched(source: str, name: str) -> None:
    with pytest.raises(CommandError, match=name):
        rewrite(source, {name: "x"})


@given(st.none() | st.dates() | st.text() | st.lists(st.text()))
def test_what_is_written_means_what_was_given(value: object) -> None:
    source = rewrite("from datetime import date\nA = None\n", {"A": value})
    names: dict[str, object] = {}
    exec(compile(ast.parse(source), "settings", "exec"), names)  # noqa: S102 - it is what Pelican does
    assert names["A"] == value
    assert written(value) in source
