"""Numbers that point at one person: patients' and National Insurance numbers, telephones, number plates."""

import re
from functools import lru_cache

from goodnews.checks.identifiers.match import Candidate, Identifier, near, readable
from goodnews.checks.text import alternatives, words

_TEN_DIGITS = re.compile(r"(?<![\w+£$€/])\d(?:[ ./_-]{0,2}\d){9}(?!\w|[.,/-]\d)")
_SAYS_NHS_NUMBER = re.compile(
    r"\b(?:nhs|n\.h\.s\.|gig)\s*(?:number|num\b|no\b|nr\b|#|id\b)|"
    r"\brhif (?:y )?gig\b|\b(?:chi|h\s?&\s?c|health and care)\s+(?:number|no\b)|"
    r"\bnhs[:#]\s*$",
    re.IGNORECASE,
)

# The number stands within 40 characters of what announces it, in the same sentence.
_ANNOUNCED_RECORD = re.compile(
    r"(?i:\b(?:hospital|patient(?:'s|’s)?|pt|unit|case\s?notes?|clinic|record|medical\s+records?|district|"
    r"admission|episode|wristband|theatre\s+list|radiology|accession|pathology|specimen|sample)\s+"
    r"(?:(?:number|num|no\.?|nos\.?|id|identifier|ref(?:erence)?)\b|[#№])"
    r"|\b(?:mrn|crn|pid|case\s?notes(?=\s[A-Z]?\d)|(?:patient|wristband)(?=\s[A-Z]{0,3}\d{6,8}\b)|"
    r"(?:pas|epr|lorenzo|cerner|emis|systmone|rio)\s+(?:number|no\b|id\b)|rhif (?:yr )?(?:ysbyty|claf))\b|"
    r"\bhosp\.?\s*(?:no\b|number|num\b|#))"
    r"(?:(?:(?![.!?]\s+[A-Z]).){1,40}?(?<![\w/.-]))??"
    r"(?P<found>(?=(?:[A-Za-z/ -]{0,5}\d){4})[A-Za-z]{0,4}[-/ ]?\d[\d /-]{3,11}\d?[A-Za-z]?)(?!\w)",
    re.DOTALL,
)
# What a pattern starts with is looked for much sooner than what must not stand before it.
_LETTERS_AND_DIGITS = re.compile(r"[A-Z](?<![\w/.-].)[A-Z]{0,2}-?\d{6,8}[A-Z]?(?![\w/-])")
_FOUR_DIGITS = re.compile(r"\d(?:[A-Za-z/ -]{0,5}\d){3}")
_HARMLESS_PREFIXES = words("NCT PMC EN ISO BS GB SC SN NI VAT CE UK IEC CF CFM IMG DSC PXL HR")
_THINGS = alternatives(
    """
    grant serial model asset award order invoice charity trial licence license edition study company catalogue
    batch lot part locker tracking registered registration form consent loco locomotive engine train bus
    """
)
_SAYS_THING = re.compile(rf"\b{_THINGS}\b[^.]*$", re.IGNORECASE)
_OTHER_NUMBERS = alternatives(
    """
    serial model asset order invoice batch part tracking company catalogue charity grant isbn barcode tel
    telephone phone mobile fax boiler meter ticket account booking parcel job contract project product stock
    """
)
_SAYS_OTHER_NUMBER = re.compile(rf"\b{_OTHER_NUMBERS}(?:['’]s)?\b[^.]{{0,25}}$", re.IGNORECASE)
_SAYS_OTHER_AFTER = re.compile(
    rf"^\W{{0,3}}(?:is|was)\s(?:the|its|our)\s(?:\w+\s)?{_OTHER_NUMBERS}\b", re.IGNORECASE
)

# QQ is never given out, which makes it what examples are written with, and forms filled in like.
_INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
    r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?!\w)",
    re.IGNORECASE,
)

_SAYS_INSURANCE = near(r"national insurance|\bnat\.? ins|\bn\.?i\b|\bnino\b", after=40)

_PHONE = re.compile(
    r"(?<![\w./-])(?<!\d[ ])(?:(?:\+\s?|00\s?(?=[1-9])|\(?\+?\(?0\)?\s?)\d(?:[ ().\s-]{0,3}\d){7,13}"
    r"|0\d{3,4}\s?/\s?\d{3}\s?\d{3,4}|447(?:[ -]?\d){9})(?![\w/])"
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
        service services visiting appointments us our_number our_new_number book outpatients maternity
        triage advice liaison volunteers fundraising radiology
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
_FOR_EVERYBODY = ("0800", "0808", "0500", "03", "084", "087", "09")
"""Ofcom's numbering plan: numbers that only organisations have."""

_PLATE_FORMS = r"[A-Z]{2}\d\d[ -]?[A-Z]{3}|[A-Z] ?\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z]"
_PLATE = re.compile(
    rf"(?<![\w-])(?:{_PLATE_FORMS}|[A-Z]{{1,3}} ?\d{{1,4}}|\d{{1,4}} ?[A-Z]{{1,3}})(?![\w-])", re.IGNORECASE
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
_SAYS_MODEL = re.compile(r"\b(?:model|type|part|order|version|serial|code|room)\W{0,2}$", re.IGNORECASE)
_VEHICLES = alternatives(
    """
    car van lorry mini fiesta golf corsa polo focus astra yaris jazz micra clio skoda nissan ford toyota
    banger vauxhall honda volvo fiat volkswagen bmw audi kia motorbike motorcycle scooter hatchback estate
    minibus taxi parked
    """
)
_SAYS_VEHICLE = re.compile(rf"\b{_VEHICLES}\b[^.]{{0,30}}$", re.IGNORECASE)


def _is_nhs_number(candidate: Candidate) -> bool:
    """By the check digit, but for things' numbers and telephones.

    Where the text says "NHS number", any ten digits count: a slip of the pen still points at somebody.
    """
    if _SAYS_NHS_NUMBER.search(candidate.before(45)) or _SAYS_NHS_NUMBER.search(candidate.after(25)):
        return True
    from stdnum.gb import nhs  # noqa: PLC0415 - ten digits in a row are rare

    groups = tuple(map(len, re.split(r"\D+", candidate.text)))
    is_set_as_one = (len(groups) <= 3 and min(groups) >= 3) or set(groups) == {1}
    if not is_set_as_one or not nhs.is_valid(re.sub(r"\D", "", candidate.text)):
        return False
    return not (
        _SAYS_OTHER_NUMBER.search(candidate.before(60)) or _SAYS_OTHER_AFTER.search(candidate.after(25))
    )


def _with_four_digits(text: str) -> str:
    """The text where it has four digits near each other, and nothing otherwise: the patterns take long."""
    searched = readable(text)
    return searched if _FOUR_DIGITS.search(searched) else ""


def _is_hospital_number(candidate: Candidate) -> bool:
    number = candidate.text
    if candidate.match.re is _ANNOUNCED_RECORD:
        is_year = re.fullmatch(r"(?:19|20)\d\d", number.strip())
        return not is_year and sum(map(str.isdecimal, number)) >= 4
    prefix = re.split(r"[-\d]", number)[0]
    return prefix not in _HARMLESS_PREFIXES and not _SAYS_THING.search(candidate.before(40))


def _is_insurance_number(candidate: Candidate) -> bool:
    return candidate.text[:2].isupper() or _SAYS_INSURANCE(candidate)


def _is_phone(candidate: Candidate) -> bool:
    national = _national(candidate.text)
    if national is None or national in map(_national, candidate.own) or national.startswith(_FOR_EVERYBODY):
        return False
    leading, trailing = candidate.before(60), candidate.after(40)
    is_a_desks = _A_DESK.search(leading) or _A_DESK.search(trailing)
    if national.startswith(("01", "02")) and is_a_desks and not _SOMEBODYS.search(leading):
        return False
    return not _NOT_A_PHONE.search(candidate.before(40))


@lru_cache(maxsize=256)  # the Trust's own are asked for with every passage
def _national(number: str) -> str | None:
    """The digits to dial within the UK, `+` and all digits for elsewhere; None for what can't be a number."""
    # Its tables take a while to import, and few stories have a number in them.
    import phonenumbers  # noqa: PLC0415

    try:
        parsed = phonenumbers.parse(re.sub(r"\s+", " ", number), "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    digits = phonenumbers.national_significant_number(parsed)
    if parsed.country_code != 44:
        return f"+{parsed.country_code}{digits}"
    # 9 digits are a few old area codes; 7 are Jersey's and the like without theirs: too short to tell.
    return f"0{digits}" if len(digits) >= 9 and digits[0] in "123578" else None


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
    if _SAYS_PLATE.search(leading) or _SAYS_PLATE_AFTER.search(candidate.after(30)):
        return True
    return bool(is_likely and in_capitals and _SAYS_VEHICLE.search(leading))


NHS_NUMBER = Identifier("an NHS number", (_TEN_DIGITS,), _is_nhs_number, fewest_digits=10)
"""Ten digits that a patient's record is kept under (NHS Data Dictionary: modulus 11)."""
HOSPITAL_NUMBER = Identifier(
    "a hospital number",
    (_ANNOUNCED_RECORD, _LETTERS_AND_DIGITS),
    _is_hospital_number,
    fewest_digits=4,
    prepare=_with_four_digits,
)
"""What a hospital files a patient under: announced as one, or letters with six digits or more."""
INSURANCE_NUMBER = Identifier(
    "a National Insurance number", (_INSURANCE,), _is_insurance_number, fewest_digits=6
)
"""HMRC manual NIM39110: prefixes, six digits, a suffix A to D."""
PHONE = Identifier("a telephone number", (_PHONE,), _is_phone, fewest_digits=8)
"""UK numbers, and others written with their `+`, except lines meant for everybody.

Ofcom's drama numbers count as numbers here: what a tired person types is no more valid.
"""
NUMBER_PLATE = Identifier("a car's registration", (_PLATE,), _is_number_plate)
