"""Telephone numbers that ring somebody in particular."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from goodnews.checks.identifiers.match import Match, before, plain, without_addresses
from goodnews.checks.identifiers.near_digits import NearDigits
from goodnews.checks.vocabulary import alternatives

_CANDIDATE = NearDigits(
    re.compile(
        r"(?<![\w./-])(?<!\d[ ])(?:(?:\+\s?|00\s?(?=[1-9])|\(?\+?\(?0\)?\s?)\d(?:[ ().\s-]{0,3}\d){7,13}"
        r"|0\d{3,4}\s?/\s?\d{3}\s?\d{3,4})(?![\w/])"
    ),
    before=3,
    after=3,
)
_THINGS = alternatives(
    "isbn issn doi isrctn orcid grant serial ref reference order invoice version barcode account"
)
_NOT_A_PHONE = re.compile(
    rf"\b{_THINGS}"
    r"\W{0,3}\w{0,8}\W{0,3}$|\b(?:sort code|nhs number|nhs no)\W{0,3}$",
    re.IGNORECASE,
)
_FOR_EVERYBODY = ("0800", "0808", "0500", "03", "084", "087", "09")
"""Ofcom's numbering plan: numbers that only organisations have."""


def find_phones(text: str, ours: Collection[str] = ()) -> Iterator[Match]:
    """UK numbers, and others written with their `+`, except lines meant for everybody.

    Args:
        text: what to search.
        ours: the Trust's own published numbers; they may appear anywhere.

    Ofcom's drama numbers count as numbers here: what a tired person types is no more valid.
    """
    searched = without_addresses(plain(text))
    for match in _CANDIDATE.finditer(searched):
        national = _national(match[0])
        if national is None or national in map(_national, ours) or national.startswith(_FOR_EVERYBODY):
            continue
        if not _NOT_A_PHONE.search(before(searched, match.start(), 40)):
            yield Match(match.start(), match.end(), match[0])


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
