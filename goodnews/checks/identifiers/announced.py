"""What its form gives away, or a form and the words beside it: bank, passport, licence, registers, logins."""

import re

from goodnews.checks.identifiers.match import Candidate, Identifier, near

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\w£.-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d[ -]?\d{6}[ -]?\d{5})(?!\w)")
_SORT_CODE = re.compile(r"(?<![\w£./-])\d\d([ -]?)\d\d\1\d\d(?![\w/-])")
_ACCOUNT = re.compile(r"(?<![\w£./-])\d{4}[ -]?\d{4}(?![\w/-])")
_SAYS_BANK = near(
    r"sort(?:ing)?\s?codes?|\bsort\b|\bs\s?/\s?c\b|\bsc\b|\bacc(?:oun)?t?s?(?:['’]s)?\b|\ba\s?/\s?c\b|\bbank|"
    r"cod didoli|\bcyfrif\b",
    after=20,
)

_PASSPORT_NUMBER = re.compile(r"(?<![\w£./-])(?:[A-Z]?\d{8,9}|\d{3} \d{3} \d{3})(?![\w/-])", re.IGNORECASE)

# DVLA: five letters of the surname, six digits of the birth, two initials (9 for none), a digit, two letters.
_DRIVER_NUMBER = re.compile(
    r"(?<!\w)[A-Z]{2,5}9{0,3}[ -]?\d{6}[ -]?[A-Z][A-Z9][ -]?\d[ -]?[A-Z]{2}(?:[ -]?\d\d)?(?!\w)",
    re.IGNORECASE,
)

_SEVEN_DIGITS = re.compile(r"(?<![\d£.,/])\d{7}(?![\d/]|,\d)")
_SAYS_MEDICAL_REGISTER = near(
    r"gmc|general medical council|medical register|gphc|pharmaceutical council", after=20
)
# NMC: the year, the month as a letter, four digits, and the country that it was given in.
_PIN = re.compile(r"(?<![\w-])\d\d ?[A-L] ?\d{4} ?[A-Z](?![\w-])", re.IGNORECASE)
_SURE_PIN = re.compile(r"\d\d[A-L]\d{4}[CENOSW]")
_SAYS_NURSING_REGISTER = near(r"\bnmc|midwifery council|\bpins?\b", after=20)

_CARD_NUMBER = re.compile(r"(?<![\w£./-])\d{3,4}(?:[ -]?\d{3,4}){2,3}(?![\w/-])")
_SAYS_SMARTCARD = near(r"smart\s?card|\buuid\b", after=25)
_LOGIN_WORDS = (
    r"(?:user\s?(?:name|id)|log[ -]?[io]n|logs?\s+(?:in|on)|logged\s+(?:in|on)|sign[ -]?in(?: name)?|"
    r"enw defnyddiwr|windows account)"
)
_LOGIN_NAME = re.compile(
    rf"\b{_LOGIN_WORDS}(?:\s+(?:name|id|details?))?"
    r"(?:[\s:,“\"'‘]+(?:is|was|as|of|with|to be|the|number|no\.?)){0,2}[\s:,“\"'‘]{1,3}"
    r"(?P<found>[A-Za-z][A-Za-z._-]{1,20}\d{1,6}[A-Za-z]?)(?!\w)",
    re.IGNORECASE,
)
_LABELLED_LOGIN = re.compile(
    rf"\b{_LOGIN_WORDS}(?:\s+name)?\s?:\s?(?P<found>[A-Za-z][\w.-]{{2,20}}\w)", re.IGNORECASE
)
_DOMAIN_LOGIN = re.compile(r"(?<!\w)[A-Z]{2,12}\\(?=[a-z0-9])[\w.-]{3,20}\b", re.IGNORECASE)


def _is_bank(candidate: Candidate) -> bool:
    """An IBAN and a card by their check digits, the others by the words beside them."""
    from stdnum import iban, luhn  # noqa: PLC0415 - long numbers are rare

    pattern, number = candidate.match.re, candidate.text
    if pattern is _IBAN:
        return bool(iban.is_valid(number))
    if pattern is _CARD:
        return bool(number[0] in "23456" and luhn.is_valid(re.sub(r"\D", "", number)))
    return _SAYS_BANK(candidate)


def _is_registration(candidate: Candidate) -> bool:
    if candidate.match.re is _SEVEN_DIGITS:
        return _SAYS_MEDICAL_REGISTER(candidate)
    return bool(_SURE_PIN.fullmatch(candidate.text)) or _SAYS_NURSING_REGISTER(candidate)


def _is_login(candidate: Candidate) -> bool:
    if candidate.match.re is _CARD_NUMBER:
        return sum(map(str.isdecimal, candidate.text)) >= 9 and _SAYS_SMARTCARD(candidate)
    return True


BANK_DETAILS = Identifier("bank details", (_IBAN, _CARD, _SORT_CODE, _ACCOUNT), _is_bank, fewest_digits=6)
"""A sort code or an account's number beside such words, an IBAN, a payment card."""
PASSPORT = Identifier(
    "a passport number", (_PASSPORT_NUMBER,), near(r"pass?port|pasbort|\bppt\b", after=20), fewest_digits=8
)
DRIVING_LICENCE = Identifier("a driving licence number", (_DRIVER_NUMBER,), fewest_digits=7)
"""A driver number; it holds a date of birth."""
REGISTRATION = Identifier("a GMC or NMC number", (_PIN, _SEVEN_DIGITS), _is_registration, fewest_digits=6)
LOGIN = Identifier(
    "a smartcard number or a login name",
    (_CARD_NUMBER, _LOGIN_NAME, _LABELLED_LOGIN, _DOMAIN_LOGIN),
    _is_login,
    fewest_digits=0,
)
