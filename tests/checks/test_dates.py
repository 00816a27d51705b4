"""Dates and times: what the rule says to write instead."""

import pytest

from goodnews.checks import Rule
from goodnews.checks.context import StoryContext
from goodnews.checks.dates import date_form, time_form

from .conftest import Read


def test_of_a_birth_only_the_rule_about_births_speaks(context: Read) -> None:
    """It has to go: nobody is told to write it otherwise."""
    (problem,) = date_form.check(context("---\nJo (DOB 12/03/1941) came on 13/03/2026."))
    assert problem.hint == "Write 13 March 2026."


@pytest.mark.parametrize(
    ("rule", "written", "proper"),
    [
        (date_form, "20/11/2026", "20 November 2026"),
        (date_form, "20.11.26", "20 November 2026"),
        (date_form, "the 20th of November", "20 November"),
        (date_form, "20th November, 2026", "20 November 2026"),
        (date_form, "November 20th", "20 November"),
        (date_form, "November 20, 2026", "20 November 2026"),
        (date_form, "20 Nov 2026", "20 November 2026"),
        (date_form, "3 Sept", "3 September"),
        (time_form, "7.45am", "7:45am"),
        (time_form, "7:45 AM", "7:45am"),
        (time_form, "5:00pm", "5pm"),
        (time_form, "5 p.m.", "5pm"),
        (time_form, "19:30", "7:30pm"),
        (time_form, "07:05", "7:05am"),
        (time_form, "12pm", "midday"),
        (time_form, "12 noon", "midday"),
        (time_form, "12 midnight", "midnight"),
    ],
)
def test_the_proper_form_is_given(rule: Rule[StoryContext], written: str, proper: str, context: Read) -> None:
    (problem,) = rule.check(context(f"---\nIt was {written} when we met.\n"))
    assert problem.hint == f"Write {proper}."


@pytest.mark.parametrize(
    "text",
    [
        "On 20 November 2026, in May 2027, from 1 to 3 March.",
        "In May 12 nurses joined us; by June 20 had left.",
        "At 7:45am, 5pm, midday and midnight. Open 9am. Shut 5pm.",
        "We won 12:10. It is version 2.4.1. Ratio 10:30. Verse 3:16.",
        "Half of 45/50/60 and 99/99/9999.",
    ],
)
def test_what_is_in_order_or_no_date_is_let_pass(text: str, context: Read) -> None:
    told = context(f"---\n{text}\n")
    assert date_form.check(told) == []
    assert time_form.check(told) == []


def test_welsh_stories_are_not_held_to_english_forms(context: Read) -> None:
    told = context("lang: cy\n---\nAr 20/11/2026 am 7.45am.\n")
    assert date_form.check(told) == []
    assert time_form.check(told) == []
