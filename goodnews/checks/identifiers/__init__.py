"""Identifiers: numbers, addresses and dates that point at one person, wherever in a story they stand."""

from goodnews.checks.identifiers.addresses import find_postcodes, find_streets
from goodnews.checks.identifiers.birth_dates import find_births
from goodnews.checks.identifiers.emails import could_hold_an_email, find_personal_emails
from goodnews.checks.identifiers.match import Match
from goodnews.checks.identifiers.number_plates import find_registrations
from goodnews.checks.identifiers.personal_numbers import (
    find_hospital_numbers,
    find_insurance_numbers,
    find_nhs_numbers,
)
from goodnews.checks.identifiers.phones import find_phones

__all__ = [
    "Match",
    "could_hold_an_email",
    "find_births",
    "find_hospital_numbers",
    "find_insurance_numbers",
    "find_nhs_numbers",
    "find_personal_emails",
    "find_phones",
    "find_postcodes",
    "find_registrations",
    "find_streets",
]
