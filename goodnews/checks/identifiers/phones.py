"""Telephone numbers of people, as against those of desks and organisations."""

import re
from functools import lru_cache

from goodnews.checks.identifiers.match import NUMBER_BEGINS, Candidate, Identifier
from goodnews.checks.text import alternatives

_PHONE = re.compile(
    rf"{NUMBER_BEGINS}(?<!\d[ ])(?:(?:\+\s?|00\s?(?=[1-9])|\(?\+?\(?0\)?\s?)"
    r"\d(?:[().•·~*\s-]{0,3}\d){7,13}"
    r"|0\d{3,4}\s?/\s?\d{3}\s?\d{3,4}|447(?:[ -]?\d){9})(?!(?!x+\b)\w|/\d)"
)
_COUNTED = alternatives(
    "isbn issn doi isrctn orcid grant serial ref reference order invoice version barcode account"
)
_NOT_A_PHONE = re.compile(
    rf"\b{_COUNTED}\W{{0,3}}\w{{0,8}}\W{{0,3}}$|\b(?:sort code|nhs number|nhs no)\W{{0,3}}$", re.IGNORECASE
)
_A_DESK = re.compile(
    r"\b"
    + alternatives(
        """
        ward wards clerk desk office team switchboard reception helpline line department unit clinic centre
        press media charity hospital trust pals bookings box_office enquiries pharmacy school shop library
        service services visiting appointments us our_number our_new_number book_on book_now outpatients
        maternity triage advice liaison volunteers fundraising radiology league hotline fundraisers fax
        dietetics
        """
    )
    + r"\b",
    re.IGNORECASE,
)
_SOMEBODYS = re.compile(
    r"(?i:\b"
    + alternatives(
        """
        he his she her hers my me him mobile home mum mam mother dad father nan gran grandad son daughter
        sister brother wife husband auntie uncle family neighbour patient’s patient's
        """
    )
    + r"\b)|\b[A-Z][a-z]+['’]s\b",
)
_TO_SOMEBODY = re.compile(r"\b[A-Z][a-z]+ (?:is )?(?:on|ar) $")
"""Ring Gwyn on."""

_NEXT = re.compile(r" [-|] ")

_WHAT_FOR = (
    r"(?:book|volunteer|join|donate|give|register|take part|find out|tickets|details|more|information|"
    r"bookings|appointments|(?:a|your) (?:place|ticket|form|copy|seat))"
)
_INVITES = re.compile(
    rf"\b(?:to|for) {_WHAT_FOR}\b(?-i:[a-z ]{{0,30}}),? (?:please )?"
    r"(?:call|ring|phone|telephone)(?: on)?:? \W?$",
    re.IGNORECASE,
)
_INVITES_AFTER = re.compile(
    rf"^\W{{1,3}}(?:(?:to|for) {_WHAT_FOR}|[^.]{{0,20}}\b(?:weekdays|Monday to Friday))\b", re.IGNORECASE
)
"""Everybody who reads it is asked to ring, with no word of a person."""
_NAME_BEFORE = re.compile(
    r"\b(?!(?:Tel|Telephone|Phone|Ring|Call)\b)[A-Z][a-z]+[,:]? ?\(?(?:is )?(?:on |ar )?$"
)

_FOR_EVERYBODY = ("0800", "0808", "0500", "03", "084", "087", "09")
"""Ofcom's numbering plan: numbers that only organisations have."""


def _is_phone(candidate: Candidate) -> bool:
    national = _national(candidate.text)
    if national is None or national in map(_national, candidate.own) or national.startswith(_FOR_EVERYBODY):
        return False
    leading, trailing = candidate.before(60), candidate.after(40)
    # A desk in the line or the cell before is not that of somebody who is named in this one.
    where = _NEXT.split(leading)[-1] if _TO_SOMEBODY.search(leading) else leading
    is_a_desks = (
        _A_DESK.search(where)
        or _INVITES.search(leading)
        or (_A_DESK.search(trailing) and not _TO_SOMEBODY.search(leading))
        or (_INVITES_AFTER.search(trailing) and not _NAME_BEFORE.search(leading))
    )
    if national.startswith(("01", "02")) and is_a_desks and not _SOMEBODYS.search(leading):
        return False
    return not _NOT_A_PHONE.search(candidate.before(40))


@lru_cache(maxsize=256)  # the Trust's own are asked for with every passage
def _national(number: str) -> str | None:
    """The digits to dial within the UK, `+` and all digits for elsewhere; None for what can't be a number."""
    # Its tables take a while to import, and few stories have a number in them.
    import phonenumbers  # noqa: PLC0415

    try:
        parsed = phonenumbers.parse(re.sub(r"[\s•·~*]+", " ", number), "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    digits = phonenumbers.national_significant_number(parsed)
    if parsed.country_code != 44:
        return f"+{parsed.country_code}{digits}"
    # 9 digits are a few old area codes; 7 are Jersey's and the like without theirs: too short to tell.
    return f"0{digits}" if len(digits) >= 9 and digits[0] in "123578" else None


PHONE = Identifier("a telephone number", (_PHONE,), _is_phone, fewest_digits=8)
"""UK numbers, and others written with their `+`, except lines meant for everybody.

Ofcom's drama numbers count as numbers here: what a tired person types is no more valid.
"""
