"""Consent: the days at its edges, and what is a name."""

from datetime import date

import pytest

from goodnews.checks.consent import consent_ended, consent_ending, consent_form_name

from .conftest import Read

PHOTO = (
    "photos: [{file: ward.jpg, alt: Two colleagues, shows: staff, "
    "consent: {form: '%s', covers: [website], ends: 2026-11-30}}]"
)


@pytest.mark.parametrize(
    ("today", "ended", "ending"),
    [
        (date(2026, 10, 1), False, True),
        (date(2026, 9, 30), False, False),
        (date(2026, 11, 30), False, True),
        (date(2026, 12, 1), True, False),
    ],
)
def test_the_last_day_still_counts(today: date, ended: bool, ending: bool, context: Read) -> None:
    told = context(PHOTO % "CF-0113", today=today)
    assert bool(consent_ended.check(told)) is ended
    assert bool(consent_ending.check(told)) is ending


def test_the_warning_names_the_day(context: Read) -> None:
    (problem,) = consent_ending.check(context(PHOTO % "CF-0113"))
    assert problem.message == "The consent for “ward.jpg” ends on 30 November 2026."


@pytest.mark.parametrize(
    ("form", "fine"),
    [
        ("CF-0113", True),
        ("Ward 7 photo consent 12", True),
        ("Merrowdale/2026/44", True),
        ("2026-118", True),
        ("CF-0113 (Jo)", False),
        ("Bloggs", False),
        ("BLOGGS-12", False),
        ("jo@mail.example", False),
        ("verbal", False),
        ("yes", False),
        ("CF", False),
    ],
)
def test_a_reference_is_told_from_a_name(form: str, fine: bool, context: Read) -> None:
    problems = consent_form_name.check(context(PHOTO % form))
    assert (not problems) is fine
    assert not any("Bloggs" in problem.message or "jo@" in problem.message for problem in problems)
