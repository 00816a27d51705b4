"""Numbers that point at one person: patients' and National Insurance numbers."""

import re

from goodnews.checks.identifiers.match import CODE_ENDS, DIGITS_BEGIN, Candidate, Identifier, near, readable
from goodnews.checks.text import alternatives, words

_SIGNS = r"[ ./_•·~=:;+*(),“”‘’'\"\[\]-]"
_TEN_DIGITS = re.compile(rf"{DIGITS_BEGIN}(?<!\+)\d(?:{_SIGNS}{{0,4}}\d){{9}}(?!\w|[.,/-]\d)")
_TEN_APART = re.compile(rf"{DIGITS_BEGIN}(?<!\+)\d(?:[\s|.-]{{0,4}}\d){{9}}(?!\w|[.,/-]\d)")
"""In several cells or lines of a list: only what is said to be one."""
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
    r"(?:(?:(?![.!?]\s+[A-Z]).){1,40}?(?<![\w/-])(?<!\d\.))??"
    r"(?P<found>(?=(?:[A-Za-z/ -]{0,5}\d){4})[A-Za-z]{0,4}[-/ ]?\d[\d /-]{3,11}\d?[A-Za-z]?)(?!\w)",
    re.DOTALL,
)
# What a pattern starts with is looked for much sooner than what must not stand before it.
_LETTERS_AND_DIGITS = re.compile(rf"[A-Z](?<!\w.)(?<![\dA-Z][/.-].)[A-Z]{{0,2}}-?\d{{6,8}}[A-Z]?{CODE_ENDS}")
_FOUR_DIGITS = re.compile(r"\d(?:[A-Za-z/ -]{0,5}\d){3}")
_HARMLESS_PREFIXES = words("NCT PMC EN ISO BS GB SC SN NI VAT CE UK IEC CF CFM IMG DSC PXL HR")
_THINGS = alternatives(
    """
    grant serial model asset award order invoice charity trial licence license edition study company catalogue
    batch lot part locker tracking registered registration form consent loco locomotive engine train bus
    """
)
_DEVICES = alternatives(
    "pump driver monitor scanner machine ventilator defibrillator hoist trolley laptop printer pager bleep"
)
_SAYS_THING = re.compile(
    rf"\b{_THINGS}\b(?:[^.]|(?<=\bno)\.)*$|\b{_DEVICES}(?: no\.?| number)?\W{{1,3}}$", re.IGNORECASE
)
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


def _is_nhs_number(candidate: Candidate) -> bool:
    """By the check digit, but for things' numbers and telephones.

    Where the text says "NHS number", any ten digits count: a slip of the pen still points at somebody.
    """
    if _SAYS_NHS_NUMBER.search(candidate.before(45)) or _SAYS_NHS_NUMBER.search(candidate.after(25)):
        return True
    if candidate.match.re is _TEN_APART:
        return False
    from stdnum.gb import nhs  # noqa: PLC0415 - ten digits in a row are rare

    groups = tuple(map(len, re.split(r"\D+", candidate.text)))
    is_set_as_one = (len(groups) <= 3 and min(groups) >= 3) or (
        set(groups) == {1} and "," not in candidate.text
    )
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
        is_year = re.fullmatch(r"(?:[A-Za-z][a-z]+ )?(?:19|20)\d\d", number.strip())
        return not is_year and sum(map(str.isdecimal, number)) >= 4
    prefix = re.split(r"[-\d]", number)[0]
    return prefix not in _HARMLESS_PREFIXES and not _SAYS_THING.search(candidate.before(40))


NHS_NUMBER = Identifier("an NHS number", (_TEN_DIGITS, _TEN_APART), _is_nhs_number, fewest_digits=10)
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
    "a National Insurance number",
    (_INSURANCE,),
    lambda candidate: candidate.text[:2].isupper() or _SAYS_INSURANCE(candidate),
    fewest_digits=6,
)
"""HMRC manual NIM39110: prefixes, six digits, a suffix A to D."""
