"""Car registrations."""

import re
from collections.abc import Iterator

from goodnews.checks.identifiers.match import Match, after, before, plain, without_addresses
from goodnews.checks.identifiers.near_digits import NearDigits

# DVLA INF104: since 2001 two letters (never I Q Z in front), two digits, three letters.
_SINCE_2001 = re.compile(r"(?<![\w-])[A-HJ-PR-Y][A-HJ-PR-Y]\d\d ?[A-HJ-PR-Z]{3}(?![\w-])")
_ANY = NearDigits(
    re.compile(
        r"(?<![\w-])(?:[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|"
        r"[A-Z]{1,3} ?\d{1,4}|\d{1,4} ?[A-Z]{1,3})(?![\w-])",
        re.IGNORECASE,
    ),
    before=4,
    after=5,
)
# Across a space only capitals count: “Ward 7” and “7 wards” are no plates.
_BESIDE_LETTERS = NearDigits(
    re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[^\W\d_a-z] \d|\d [^\W\d_a-z]"), before=2, after=2
)
_SAYS_CAR = re.compile(
    r"\b(?:reg(?:istration)?\b(?!\s+(?:fee|form|desk|nurse))|reg\.|number\s?plates?|plates?\b|"
    r"vrm\b|licen[cs]e plate)[^.]{0,30}$",
    re.IGNORECASE,
)
_SAYS_CAR_AFTER = re.compile(
    r"^\W{0,3}(?:is |was )?(?:on (?:its|the|his|her) (?:number ?)?plate|the (?:number ?)?plate|"
    r"number plate|reg\b)",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b(?:car|van|lorry|mini|fiesta|golf|corsa|polo|focus|astra|yaris|jazz|micra|clio|skoda|"
    r"nissan|ford|toyota|vauxhall|honda|"
    r"volvo|fiat|volkswagen|bmw|audi|kia|motorbike|motorcycle|scooter|hatchback|estate|minibus|"
    r"taxi|parked)\b[^.]{0,30}$",
    re.IGNORECASE,
)
_PLATE_LIKE = re.compile(
    r"(?:[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z])", re.IGNORECASE
)


def find_registrations(text: str) -> Iterator[Match]:
    """Number plates: today's form anywhere, older forms where the text speaks of a plate or a car."""
    searched = without_addresses(plain(text))
    if not _BESIDE_LETTERS.are_in(searched):
        return
    for match in _ANY.finditer(searched):
        shown = match[0]
        if not (any(letter.isdigit() for letter in shown) and any(letter.isalpha() for letter in shown)):
            continue
        if _SINCE_2001.fullmatch(shown):
            yield Match(match.start(), match.end(), shown)
            continue
        plate, shouted = _PLATE_LIKE.fullmatch(shown), shown.isupper()
        if len(shown) < 4 or not (plate or shouted):
            continue
        leading = before(searched, match.start(), 60)
        said = _SAYS_CAR.search(leading) or _SAYS_CAR_AFTER.search(after(searched, match.end(), 30))
        if said or (plate and shouted and _VEHICLE.search(leading)):
            yield Match(match.start(), match.end(), shown)
