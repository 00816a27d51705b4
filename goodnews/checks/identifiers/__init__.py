"""Identifiers: numbers, addresses and dates that point at one person, wherever in a story they stand."""

from goodnews.checks.identifiers.addresses import POSTCODE, STREET
from goodnews.checks.identifiers.birth_dates import BIRTH_DATE
from goodnews.checks.identifiers.contacts import EMAIL, HANDLE
from goodnews.checks.identifiers.credentials import (
    BANK_DETAILS,
    DRIVING_LICENCE,
    LOGIN,
    PASSPORT,
    REGISTRATION,
)
from goodnews.checks.identifiers.match import Identifier, Match
from goodnews.checks.identifiers.names import PATIENT_NAME
from goodnews.checks.identifiers.number_plates import NUMBER_PLATE
from goodnews.checks.identifiers.numbers import HOSPITAL_NUMBER, INSURANCE_NUMBER, NHS_NUMBER
from goodnews.checks.identifiers.phones import PHONE

__all__ = [
    "BANK_DETAILS",
    "BIRTH_DATE",
    "DRIVING_LICENCE",
    "EMAIL",
    "HANDLE",
    "HOSPITAL_NUMBER",
    "INSURANCE_NUMBER",
    "LOGIN",
    "NHS_NUMBER",
    "NUMBER_PLATE",
    "PASSPORT",
    "PATIENT_NAME",
    "PHONE",
    "POSTCODE",
    "REGISTRATION",
    "STREET",
    "Identifier",
    "Match",
]
