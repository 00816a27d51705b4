"""Every rule, held to its own examples."""

import re

import pytest

from goodnews.checks import BY_CODE, FAMILIES, STORY_RULES, CollectionContext, Rule
from goodnews.checks.context import StoryContext
from goodnews.checks.registry import COLLECTION_RULES
from goodnews.config import SiteConfig
from tests.checking import in_context

from .conftest import NOW, Read, Stories, Write

# Their examples need more than a story file; they have tests of their own.
NEED_FILES = {"photo-unused", "file-names", "original-names-person", "original-hidden-data"}
NEED_FILES |= {"photo-face", "photo-words", "photo-unread", "photo-code"}

GOOD = [(each, example) for each in STORY_RULES for example in each.passing]
BAD = [(each, example) for each in STORY_RULES for example in each.failing]


TOGETHER = [(each, passing, False) for each in COLLECTION_RULES for passing in each.passing] + [
    (each, failing, True) for each in COLLECTION_RULES for failing in each.failing
]


def named(value: object) -> str:
    return value.code if isinstance(value, Rule) else ""


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=named)
def test_a_rule_accepts_its_good_example(rule: Rule[StoryContext], example: str, context: Read) -> None:
    assert rule.check(context(example)) == []


@pytest.mark.parametrize(("rule", "example"), BAD, ids=named)
def test_a_rule_refuses_its_bad_example_in_a_sentence_with_a_line(
    rule: Rule[StoryContext], example: str, context: Read
) -> None:
    found = rule.check(context(example))
    assert found
    for problem in found:
        assert problem.code == rule.code
        assert problem.message.endswith((".", "?"))
        assert problem.hint.endswith((".", "?"))
        assert problem.line >= 1


@pytest.mark.parametrize(("rule", "example", "refused"), TOGETHER, ids=named)
def test_a_rule_about_all_stories_keeps_to_its_examples(
    rule: Rule[CollectionContext],
    example: str,
    refused: bool,
    write: Write,
    library: Stories,
    config: SiteConfig,
) -> None:
    write(example)
    assert library().problems == ()
    found = rule.check(in_context(library(), config, NOW))
    assert {each.code for each in found} == ({rule.code} if refused else set())


@pytest.mark.parametrize("rule", STORY_RULES, ids=named)
def test_a_rule_has_examples_of_both_kinds(rule: Rule[StoryContext]) -> None:
    assert rule.passing
    assert rule.failing or rule.code in NEED_FILES


@pytest.mark.parametrize("rule", BY_CODE.values(), ids=lambda each: each.code)
def test_a_rule_speaks_in_sentences(rule: Rule[StoryContext]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.code)
    assert rule.summary.endswith(".")
    assert rule.hint.endswith(".")


def test_no_rule_has_another_ones_code() -> None:
    codes = [rule.code for family in FAMILIES for rule in family.rules]
    assert len(codes) == len(set(codes))


def test_consent_can_never_be_allowed() -> None:
    consent = next(family for family in FAMILIES if family.title == "Consent")
    assert not any(rule.allow for rule in consent.rules)
