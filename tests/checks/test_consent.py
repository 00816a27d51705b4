"""Consent: the days at its edges, and what is a name."""

from dataclasses import replace
from datetime import date

import pytest

from goodnews.checks.consent import consent_alt_disagrees, consent_ended, consent_ending, consent_form_name
from goodnews.problems import Severity

from .conftest import Read

NUMBERED = r"MDH/\d{4}/\d{4}"
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
    ("form", "pattern", "fine"),
    [
        *((form, None, True) for form in ("CF-0113", "Ward 7 photo consent 12", "Merrowdale/2026/44")),
        *((form, None, True) for form in ("2026-118", "Endoscopy photo consent 44", "Endoscopy Suite 44")),
        *((form, None, True) for form in ("Datix 40021", "DPIA-2026-11")),
        *((form, None, False) for form in ("CF-0113 (Jo)", "Bloggs", "Dr Bloggs 12", "Ann-Marie Bloggs 12")),
        *((form, None, False) for form in ("jo@mail.example", "verbal", "yes", "CF")),
        ("MDH/2026/0113", NUMBERED, True),
        ("MDH/2026/0113, MDH/2026/0115", NUMBERED, True),
        ("MDH/2026/0113 and MDH/2026/0115", NUMBERED, True),
        *((form, r"R&D-\d+", True) for form in ("R&D-12", "R&D-12 and R&D-13")),
        *((form, NUMBERED, False) for form in ("MDH/2026/0113, Jo", "MDH/2026/0113 Jo")),
        *((form, NUMBERED, False) for form in ("BLOGGS-12", "CF-0113")),
    ],
)  # fmt: skip
def test_a_reference_is_told_from_a_name_by_the_trusts_own_pattern_if_it_has_one(
    form: str, pattern: str | None, fine: bool, context: Read
) -> None:
    told = context(PHOTO % form)
    config = told.config.model_copy(update={"consent_pattern": pattern})
    problems = consent_form_name.check(replace(told, config=config))
    assert (not problems) is fine
    assert not any("Bloggs" in problem.message or "jo@" in problem.message for problem in problems)


def test_what_a_photo_is_said_to_show_is_advice_for_words_can_be_taken_wrongly(context: Read) -> None:
    (problem,) = consent_alt_disagrees.check(
        context("photos: [{file: ward.jpg, alt: A nurse call button, shows: nobody}]")
    )
    assert problem.severity is Severity.ADVICE
