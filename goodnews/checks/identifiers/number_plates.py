"""Registrations of cars."""

import re

from goodnews.checks.identifiers.match import CODE_BEGINS, CODE_ENDS, Candidate, Identifier
from goodnews.checks.text import alternatives

_PLATE_FORMS = r"[A-Z]{2}\d\d[ -]?[A-Z]{3}|[A-Z] ?\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z]"
_PLATE = re.compile(
    rf"{CODE_BEGINS}(?:{_PLATE_FORMS}|[A-Z]{{1,3}} ?\d{{1,4}}|\d{{1,4}} ?[A-Z]{{1,3}}){CODE_ENDS}",
    re.IGNORECASE,
)
_LIKELY_PLATE = re.compile(_PLATE_FORMS, re.IGNORECASE)
# DVLA INF104: since 2001 two letters (never I Q Z in front), two digits, three letters.
_SINCE_2001 = re.compile(r"[A-HJ-PR-Y][A-HJ-PR-Y]\d\d[ -]?[A-HJ-PR-Z]{3}")
_SAYS_PLATE = re.compile(
    r"\b(?:reg(?:istration)?\b(?!\s+(?:fee|form|desk|nurse))|reg\.|number\s?plates?|plates?\b|"
    r"vrm\b|licen[cs]e plate)[^.]{0,30}$",
    re.IGNORECASE,
)
_SAYS_PLATE_AFTER = re.compile(
    r"^\W{0,3}(?:is |was )?(?:blocking|parked|(?:a|an|the|my|his|her) (?:\w+ )?(?:car|van|mini|taxi)|"
    r"on (?:its|the|his|her) (?:number ?)?plate|the (?:number ?)?plate|"
    r"number plate|reg\b)",
    re.IGNORECASE,
)
_SAYS_ORGANISATION = re.compile(
    r"\b(?:charit(?:y|ies|able)|compan(?:y|ies)|club|society|foundation|friends|ci[co]|nursery|ofsted|vat)\b",
    re.IGNORECASE,
)
"""Whose registration it is, where there is no talk of a car."""
_DISTANCE = re.compile(r"(?:the|our|for|a|her|his) ?\d{1,3} ?[km]", re.IGNORECASE)
_SAYS_MODEL = re.compile(r"\b(?:model|type|part|order|version|serial|code|room)\W{0,2}$", re.IGNORECASE)
_VEHICLES = alternatives(
    """
    car van lorry mini fiesta golf corsa polo focus astra yaris jazz micra clio skoda nissan ford toyota
    banger vauxhall honda volvo fiat volkswagen bmw audi kia motorbike motorcycle scooter hatchback estate
    minibus taxi parked
    """
)
_NAMES_VEHICLE = re.compile(rf"\b{_VEHICLES}\b", re.IGNORECASE)
_SAYS_VEHICLE = re.compile(rf"\b{_VEHICLES}\b[^.]{{0,30}}$", re.IGNORECASE)


def _is_number_plate(candidate: Candidate) -> bool:
    """Today's form anywhere, older forms where the text speaks of a plate or a car."""
    written = candidate.text
    if _SAYS_MODEL.search(candidate.before(15)):
        return False
    if _SINCE_2001.fullmatch(written.upper() if written.islower() and " " not in written else written):
        return True
    is_likely, in_capitals = _LIKELY_PLATE.fullmatch(written), written.isupper()
    if len(written) < 4 or not (is_likely or in_capitals):
        return False
    leading = candidate.before(60)
    if _DISTANCE.fullmatch(written) or (
        not is_likely and _SAYS_ORGANISATION.search(leading) and not _NAMES_VEHICLE.search(leading)
    ):
        return False
    if _SAYS_PLATE.search(leading) or _SAYS_PLATE_AFTER.search(candidate.after(30)):
        return True
    return bool(is_likely and in_capitals and _SAYS_VEHICLE.search(leading))


NUMBER_PLATE = Identifier("a car's registration", (_PLATE,), _is_number_plate)
