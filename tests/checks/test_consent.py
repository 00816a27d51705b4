"""Consent: the days at its edges, and what is a name."""

from dataclasses import replace
from datetime import date

import pytest

from goodnews.checks.consent import consent_alt_disagrees, consent_ended, consent_ending, consent_form_name
from goodnews.problems import Severity

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
        ("Endoscopy photo consent 44", True),
        ("Endoscopy Suite 44", True),
        ("Datix 40021", True),
        ("DPIA-2026-11", True),
        ("CF-0113 (Jo)", False),
        ("Bloggs", False),
        ("Dr Bloggs 12", False),
        ("Ann-Marie Bloggs 12", False),
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


@pytest.mark.parametrize(
    ("form", "fine"),
    [
        ("MDH/2026/0113", True),
        ("MDH/2026/0113, MDH/2026/0115", True),
        ("MDH/2026/0113 and MDH/2026/0115", True),
        ("MDH/2026/0113, Jo", False),
        ("MDH/2026/0113 Jo", False),
        ("BLOGGS-12", False),
        ("CF-0113", False),
    ],
)
def test_a_trust_that_says_how_its_forms_are_numbered_is_held_to_it(
    form: str, fine: bool, context: Read
) -> None:
    told = context(PHOTO % form)
    config = told.config.model_copy(update={"consent_pattern": r"MDH/\d{4}/\d{4}"})
    assert (not consent_form_name.check(replace(told, config=config))) is fine


def test_what_a_photo_is_said_to_show_is_advice_for_words_can_be_taken_wrongly(context: Read) -> None:
    (problem,) = consent_alt_disagrees.check(
        context("photos: [{file: ward.jpg, alt: A nurse call button, shows: nobody}]")
    )
    assert problem.severity is Severity.ADVICE
