"""Where a story belongs."""

from datetime import date

import pytest

from goodnews.checks.taxonomy import RULES, date_year

from .conftest import Read


@pytest.mark.parametrize(
    ("written", "today", "is_far"),
    [
        ("date: 2062-11-20", date(2026, 11, 23), True),
        ("date: 2028-01-01", date(2026, 11, 23), True),
        ("date: 2028-01-01", date(2027, 1, 1), False),
        ("date: 2025-12-31", date(2026, 11, 23), False),
        ("date: 2024-12-31", date(2026, 11, 23), True),
        ("date: 2026-11-20", date(2076, 1, 1), False),
        ("date: 20/11/62", date(2026, 11, 23), True),
    ],
)
def test_a_year_far_from_now_is_asked_about(written: str, today: date, is_far: bool, context: Read) -> None:
    found = date_year.check(context(written, today))
    assert [problem.line for problem in found] == ([4] if is_far else [])


@pytest.mark.parametrize("written", ["category: PEOPLE", "category: Poeple", "hospital: merrowdale general"])
def test_the_name_that_was_meant_is_shown_in_whatever_letters(written: str, context: Read) -> None:
    (problem,) = [problem for rule in RULES for problem in rule.check(context(written))]
    assert problem.hint in {"Did you mean People?", "Did you mean Merrowdale General?"}
