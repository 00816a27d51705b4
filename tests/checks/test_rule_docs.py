"""The documentation of the rules is written from the rules."""

from pathlib import Path

import pytest

from goodnews.checks import FAMILIES
from goodnews.checks.rule_docs import PLACE, write_book

ROOT = Path(__file__).parents[2]


def test_the_page_is_current() -> None:
    """When this fails: `python -m goodnews.checks.rule_docs`."""
    assert (ROOT / PLACE).read_text(encoding="utf-8") == write_book()


@pytest.mark.parametrize("code", [each.code for family in FAMILIES for each in family.rules])
def test_every_rule_is_on_it_with_its_remedy(code: str) -> None:
    book = write_book()
    rule = next(each for family in FAMILIES for each in family.rules if each.code == code)
    section = book.partition(f"\n### {code}\n")[2].partition("\n### ")[0]
    assert rule.summary in section
    assert rule.hint in section
    assert rule.severity in section


def test_nothing_on_it_is_invisible() -> None:
    assert all(letter.isprintable() or letter == "\n" for letter in write_book())
