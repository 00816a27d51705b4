"""What its form gives away, or a form and the words beside it: bank, passport, licence, registers, logins."""

import re

from goodnews.checks.identifiers.match import (
    DIGITS_BEGIN,
    NUMBER_BEGINS,
    NUMBER_ENDS,
    Candidate,
    Identifier,
    has_any,
    near,
)

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(
    rf"{DIGITS_BEGIN}(?:\d{{4}}([ -]?)\d{{4}}\1\d{{4}}\1\d{{4}}|3[47]\d\d[ -]?\d{{6}}[ -]?\d{{5}})(?!\w)"
)
_SORT_CODE = re.compile(rf"{DIGITS_BEGIN}\d\d([ -]?)\d\d\1\d\d{NUMBER_ENDS}")
_ACCOUNT = re.compile(rf"{DIGITS_BEGIN}\d{{4}}[ -]?\d{{4}}{NUMBER_ENDS}")
_BOTH = re.compile(rf"{DIGITS_BEGIN}\d\d-\d\d-\d\d[\s,]{{1,3}}\d{{8}}{NUMBER_ENDS}")
_SORT_WORDS = r"\bsort(?:ing)?\b(?! of)|\bs\s?/\s?(?:c|code)\b|\bsc\b|cod didoli"
_SAYS_SORT_CODE = near(_SORT_WORDS, after=20)
_SCOTTISH_CHARITY = re.compile(r"\b(?:charit\w+|reg(?:istered)?)\b.{0,25}\bSC\s?$", re.IGNORECASE)
_SAYS_BANK = near(
    rf"{_SORT_WORDS}|\bacc(?:oun)?t?s?(?:['’]s)?\b|\ba\s?/\s?c\b|\bcyfrif\b|"
    r"(?<!blood )(?<!food )\bbank\b(?! (?:holiday|staff|nurse))",
    after=20,
)

_PASSPORT_NUMBER = re.compile(
    rf"{NUMBER_BEGINS}(?:[A-Z]{{0,3}}\d{{7,9}}[A-Z]?|\d{{3}} \d{{3}} \d{{3}}){NUMBER_ENDS}", re.IGNORECASE
)

# DVLA: five letters of the surname, six digits of the birth, two initials (9 for none), a digit, two letters.
_DRIVER_NUMBER = re.compile(
    r"(?<!\w)[A-Z]{2,5}9{0,3}[ -]?\d{6}[ -]?[A-Z][A-Z9][ -]?\d[ -]?[A-Z]{2}(?:[ -]?\d\d)?(?!\w)",
    re.IGNORECASE,
)

_EIGHT_DIGITS = re.compile(rf"{DIGITS_BEGIN}\d{{8}}{NUMBER_ENDS}")
_SAYS_DRIVING = near(r"driv\w+ licen[cs]e|provisional licen[cs]e|\bdva\b|\bdvla\b", after=40)

_SEVEN_DIGITS = re.compile(r"(?=\d)(?<![\d£])(?<!\d[.,/])\d{7}(?!\d|[/,]\d)")
_SAYS_MEDICAL_REGISTER = near(
    r"gmc|general medical council|medical register|gphc|pharmaceutical council", after=20
)
# NMC: the year, the month as a letter, four digits, and the country that it was given in.
_PIN = re.compile(rf"{DIGITS_BEGIN}\d\d ?[A-Z] ?\d{{4}} ?[A-Z]{NUMBER_ENDS}", re.IGNORECASE)
_SURE_PIN = re.compile(r"\d\d[A-L]\d{4}[CENOSW]")
_SAYS_NURSING_REGISTER = near(r"\bnmc|midwifery council|\bpins?\b", after=20)

_CARD_NUMBER = re.compile(rf"{DIGITS_BEGIN}\d{{3,4}}(?:[ -]?\d{{3,4}}){{2,3}}{NUMBER_ENDS}")
_SAYS_SMARTCARD = near(r"smart\s?card|\buuid\b", after=25)
_LOGIN_WORDS = (
    r"(?:user\s?(?:name|id)|user(?=\s?:)|log[ -]?[io]n|"
    r"logs?\s+(?:(?:me|him|her|us|them)\s+)?(?:in|on)|logged\s+(?:in|on)|signs?[ -]?in|"
    r"enw defnyddiwr|(?:windows|network|ad) account)"
)
_LOGIN_NAME = re.compile(
    rf"\b{_LOGIN_WORDS}(?:\s+(?:name|id|details?))?"
    r"(?:[\s:=,“\"'‘]+(?:is|was|as|of|with|to be|the|number|no\.?)){0,2}[\s:=,“\"'‘]{1,3}"
    r"(?P<found>[A-Za-z][A-Za-z._-]{1,20}\d{1,6}[A-Za-z]{0,12}|[A-Za-z]{1,15}[._][A-Za-z]{1,15})(?!\w|\.\w)",
    re.IGNORECASE,
)
_LABELLED_LOGIN = re.compile(
    rf"\b{_LOGIN_WORDS}(?:\s+name)?\s?[:=]\s?(?P<found>[A-Za-z][\w.-]{{2,20}}\w)", re.IGNORECASE
)
_BARE_LOGIN = re.compile(
    r"\b(?i:user\s?(?:name|id)|log-?in)\s(?:is\s|was\s)?(?P<found>[A-Z]{5,12}|(?<=name )[a-z]{4,15}|"
    r"(?<=name is )[a-z]{4,15}|(?<=name was )[a-z]{4,15})(?=\s?(?:[.,;!?)]|$))"
)
_LOGIN_BEFORE = re.compile(
    r"(?<![\w.])(?P<found>[a-z][a-z.]{2,15}\d{1,4})\s(?:as|is|was)\s(?:her|his|my|the|their)\s"
    r"(?:user\s?(?:name|id)|log-?in)",
    re.IGNORECASE,
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
    if pattern is _SORT_CODE and number.isdecimal():
        is_charity = _SCOTTISH_CHARITY.search(candidate.before(45))
        return not is_charity and _SAYS_SORT_CODE(candidate)
    return pattern is _BOTH or _SAYS_BANK(candidate)


def _is_registration(candidate: Candidate) -> bool:
    if candidate.match.re is _SEVEN_DIGITS:
        return _SAYS_MEDICAL_REGISTER(candidate)
    return bool(_SURE_PIN.fullmatch(candidate.text)) or _SAYS_NURSING_REGISTER(candidate)


def _is_login(candidate: Candidate) -> bool:
    if candidate.match.re is _CARD_NUMBER:
        return sum(map(str.isdecimal, candidate.text)) >= 9 and _SAYS_SMARTCARD(candidate)
    return True


BANK_DETAILS = Identifier(
    "bank details", (_IBAN, _CARD, _BOTH, _SORT_CODE, _ACCOUNT), _is_bank, fewest_digits=6
)
"""A sort code or an account's number beside such words, an IBAN, a payment card."""
PASSPORT = Identifier(
    "a passport number", (_PASSPORT_NUMBER,), near(r"pass?port|pasbort|\bppt\b", after=20), fewest_digits=8
)
DRIVING_LICENCE = Identifier(
    "a driving licence number",
    (_DRIVER_NUMBER, _EIGHT_DIGITS),
    lambda candidate: candidate.match.re is _DRIVER_NUMBER or _SAYS_DRIVING(candidate),
    fewest_digits=7,
)
"""A driver number, which holds a date of birth; or Northern Ireland's eight digits."""
REGISTRATION = Identifier("a GMC or NMC number", (_PIN, _SEVEN_DIGITS), _is_registration, fewest_digits=6)
LOGIN = Identifier(
    "a smartcard number or a login name",
    (_CARD_NUMBER, _LOGIN_NAME, _LABELLED_LOGIN, _BARE_LOGIN, _LOGIN_BEFORE, _DOMAIN_LOGIN),
    _is_login,
    fewest_digits=0,
    may_be_in=has_any("user", "log", "sign", "account", "defnyddiwr", "smart", "uuid", "\\"),
)
