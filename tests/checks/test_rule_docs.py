"""The documentation of the rules is written from the rules."""

from pathlib import Path

from goodnews.checks import FAMILIES
from goodnews.checks.rule_docs import PAGE, write_rules

BOOK = (Path(__file__).parents[2] / PAGE).read_text(encoding="utf-8")


def test_the_page_is_current() -> None:
    """When this fails: `python -m goodnews.checks.rule_docs`."""
    assert write_rules(BOOK) == BOOK


def test_every_rule_is_on_it_with_its_remedy() -> None:
    for rule in (rule for family in FAMILIES for rule in family.rules):
        section = BOOK.partition(f"\n### {rule.code}\n")[2].partition("\n### ")[0]
        assert all(words in section for words in (rule.summary, rule.hint, rule.severity)), rule.code


def test_nothing_on_it_is_invisible() -> None:
    assert all(letter.isprintable() or letter == "\n" for letter in BOOK)
