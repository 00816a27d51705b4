"""NHS numbers, hospital numbers and National Insurance numbers."""

import re
from collections.abc import Iterator

from goodnews.checks.identifiers.match import Match, after, before, plain, without_addresses
from goodnews.checks.identifiers.near_digits import NearDigits

_TEN_DIGITS = re.compile(r"(?<![\w+/.-])\d{3}(?P<first>[ .-]?)\d{3}(?P<second>[ .-]?)\d{4}(?![\w/]|[.,-]\d)")
_LOOSE_DIGITS = NearDigits(re.compile(r"(?<![\w+£$€/])\d(?:[ .-]{0,2}\d){9}(?!\w|[.,]\d)"), before=0, after=3)
_SAYS_NHS_NUMBER = re.compile(
    r"\bnhs\s*(?:number|num\b|no\b|#|id\b)|\b(?:chi|h\s?&\s?c|health and care)\s+(?:number|no\b)|"
    r"\bnhs[:#]\s*$",
    re.IGNORECASE,
)
_SAYS_NHS = re.compile(r"\bnhs\b", re.IGNORECASE)

_SAYS_HOSPITAL_NUMBER = NearDigits(
    re.compile(
        r"\b(?:hospital|patient(?:'s|’s)?|unit|case\s?notes?|clinic|record|medical\s+records?|district|"
        r"admission|episode|wristband|theatre\s+list|radiology|accession|pathology|specimen|sample)\s+"
        r"(?:(?:number|num|no\.?|nos\.?|id|identifier|ref(?:erence)?)\b|[#№])"
        r"|\b(?:mrn|crn|pid|pas\s+(?:number|no))\b|\bhosp\.?\s*(?:no\b|number|num\b|#)",
        re.IGNORECASE,
    ),
    before=90,
    after=1,
    bounded=False,
)
_AHEAD = 40
"""Characters behind the announcement within which the number stands."""
_FOUR_DIGITS = re.compile(r"\d(?:[A-Za-z/ -]{0,5}\d){3}")
_FOUR_DIGITS_AHEAD = r"(?=(?:[A-Za-z/ -]{0,5}\d){4})"
_RECORD = re.compile(
    rf"(?<![\w/.-]){_FOUR_DIGITS_AHEAD}[A-Za-z]{{0,4}}[-/ ]?\d[\d -]{{3,11}}\d?[A-Za-z]?(?![\w])"
)
_LETTERS_AND_DIGITS = NearDigits(
    re.compile(r"(?<![\w/.-])(?P<letters>[A-Z]{1,3})-?\d{6,8}[A-Z]?(?![\w/-])"), before=4, after=2
)
_HARMLESS_PREFIXES = frozenset(
    {
        "NCT",
        "PMC",
        "EN",
        "ISO",
        "BS",
        "GB",
        "SC",
        "NI",
        "VAT",
        "CE",
        "UK",
        "IEC",
        "CF",
        "CFM",
        "IMG",
        "DSC",
        "PXL",
        "HR",
    }
)
_SAYS_THING = re.compile(
    r"\b(?:grant|serial|model|asset|award|order|invoice|charity|trial|licen[cs]e|edition|study|"
    r"company|catalogue|"
    r"batch|lot|part|locker|tracking|registered|registration|form|consent|loco(?:motive)?|engine|"
    r"train|bus)\b[^.]*$",
    re.IGNORECASE,
)

# QQ is never given out, which makes it what examples are written with, and forms filled in like.
_INSURANCE = NearDigits(
    re.compile(
        r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
        r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?!\w)",
        re.IGNORECASE,
    ),
    before=3,
    after=3,
)


def find_nhs_numbers(text: str) -> Iterator[Match]:
    """Ten digits that a patient's record is kept under (NHS Data Dictionary: modulus 11).

    Chance passes the check digit once in eleven, so the digits must also be set 3-3-4 or stand
    near the letters NHS. Where the text says "NHS number", any ten digits count: a slip of the
    pen still points at somebody.
    """
    searched = without_addresses(plain(text))
    for match in _LOOSE_DIGITS.finditer(searched):
        if _SAYS_NHS_NUMBER.search(before(searched, match.start(), 45)) or _SAYS_NHS_NUMBER.search(
            after(searched, match.end(), 25)
        ):
            yield Match(match.start(), match.end(), match[0])
        elif (exact := _TEN_DIGITS.fullmatch(match[0])) and _passes(match[0].replace(".", "")):
            spaced = exact["first"] and exact["first"] == exact["second"]
            if spaced or _SAYS_NHS.search(before(searched, match.start(), 30)):
                yield Match(match.start(), match.end(), match[0])


def _passes(number: str) -> bool:
    """Whether the check digit is right."""
    from stdnum.gb import nhs  # noqa: PLC0415 - ten digits in a row are rare

    return bool(nhs.is_valid(number))


def find_hospital_numbers(text: str) -> Iterator[Match]:
    """A number a hospital files a patient under: announced as one, or letters with six digits or more."""
    searched = without_addresses(plain(text))
    if not _FOUR_DIGITS.search(searched):
        return
    seen: set[int] = set()
    for says in _SAYS_HOSPITAL_NUMBER.finditer(searched):
        rest = searched[says.end() : says.end() + _AHEAD]
        match = _RECORD.search(re.split(r"[.!?]\s+[A-Z]", rest)[0])
        if (
            match
            and len(re.sub(r"\D", "", match[0])) >= 4
            and not re.fullmatch(r"(?:19|20)\d\d", match[0].strip())
        ):
            start = says.end() + match.start()
            seen.add(start)
            yield Match(start, says.end() + match.end(), match[0].strip())
    for match in _LETTERS_AND_DIGITS.finditer(searched):
        harmless = match["letters"] in _HARMLESS_PREFIXES or _SAYS_THING.search(
            before(searched, match.start(), 40)
        )
        if match.start() not in seen and not harmless:
            yield Match(match.start(), match.end(), match[0])


def find_insurance_numbers(text: str) -> Iterator[Match]:
    """National Insurance numbers (HMRC manual NIM39110: prefixes, six digits, a suffix A to D)."""
    searched = without_addresses(plain(text))
    for match in _INSURANCE.finditer(searched):
        shown = match[0]
        if shown[:2].isupper() or re.search(
            r"national insurance|\bni\b", before(searched, match.start(), 40), re.IGNORECASE
        ):
            yield Match(match.start(), match.end(), shown)
