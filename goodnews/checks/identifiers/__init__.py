"""Identifiers: numbers, addresses and dates that point at one person, wherever in a story they stand."""

from goodnews.checks.identifiers.addresses import POSTCODE, STREET
from goodnews.checks.identifiers.birth_dates import BIRTH_DATE
from goodnews.checks.identifiers.emails import EMAIL
from goodnews.checks.identifiers.match import Identifier, Match
from goodnews.checks.identifiers.numbers import (
    HOSPITAL_NUMBER,
    INSURANCE_NUMBER,
    NHS_NUMBER,
    NUMBER_PLATE,
    PHONE,
)

__all__ = [
    "BIRTH_DATE",
    "EMAIL",
    "HOSPITAL_NUMBER",
    "INSURANCE_NUMBER",
    "NHS_NUMBER",
    "NUMBER_PLATE",
    "PHONE",
    "POSTCODE",
    "STREET",
    "Identifier",
    "Match",
]
