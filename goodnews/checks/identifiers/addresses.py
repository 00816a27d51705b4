"""Postcodes and street addresses: where somebody lives."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from goodnews.checks.identifiers.match import Match, before, plain, without_addresses
from goodnews.checks.identifiers.near_digits import NearDigits
from goodnews.checks.vocabulary import alternatives

# BS 7666: area of one or two letters, district, a space, sector and unit (never C I K M O V).
_POSTCODE = NearDigits(
    re.compile(
        r"(?<![\w-])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?(?P<gap>[ ]{0,2})\d[ABD-HJLNP-UW-Z]{2})"
        r"(?![\w-])",
        re.IGNORECASE,
    ),
    before=4,
    after=3,
)
_UNIT = NearDigits(re.compile(r"\d[^\W\d_]{2}"), before=0, after=2)
"""How every postcode ends."""
_SAYS_HOME = re.compile(
    r"\b(?:postcode|post code|lives?|lived|living|address|home|house|flat|street|road)\b[^.]{0,45}$",
    re.IGNORECASE,
)
_LICENCE_OR_ROOM = re.compile(
    r"\b(?:room|bay|theatre|rev|version|model|licen[cs]e|part|seat|platform|level|zone|shelf)\s*$",
    re.IGNORECASE,
)

_KIND = alternatives(
    """
    Street St Road Rd Avenue Ave Lane Ln Close Cl Drive Dr Crescent Cres Terrace Terr Gardens Gdns Grove Way
    Place Court Ct Square Sq Hill Row Mews Walk View Rise Park Green Parade Croft Bank Fold Gate Villas
    Cottages Buildings Mount Vale Meadow Meadows Brow Heath Common Wharf Quay Approach Chase End Field
    Fields Yard Garth Causeway
    """
)
_NAME = r"(?:(?:[A-Z][\w'’.-]{1,30}|of|the|o['’]|y|yr)\s{1,3})"
_NOT_THE_STREET = alternatives(
    """
    Ward Unit Suite Wing Clinic Surgery Hospital Team Centre Center School Choir Run Project Theatre visitor
    visitors nursery residents pupils children staff school shop shops market parking traders neighbours
    patients flooded surgery station community
    """
)
_HOUSE = NearDigits(re.compile(r"\d[A-Za-z]?,?\s"), before=0, after=3)
"""How every number of a house or a flat ends."""
_STREET = NearDigits(
    re.compile(
        rf"(?<![\w£$€.:/-])(?<!\d,)(?P<number>\d{{1,4}}(?:[A-Da-d]|\s?[-–/]\s?\d{{1,3}})?)"
        rf",?\s{{1,3}}(?P<name>{_NAME}{{1,3}})(?P<kind>{_KIND})\b(?!['’]s)(?!\s+{_NOT_THE_STREET}\b)"
    ),
    before=0,
    after=150,
    bounded=False,
)
_HIGH_STREET = NearDigits(
    re.compile(
        r"(?<![\w£$.:/-])\d{1,4}[A-Da-d]?,?\s+(?:the\s+|The\s+)?(?:High Street|Broadway|The Green|The "
        r"Crescent|The Avenue|The Close|Main Street|The Drive|The Mews)\b"
    ),
    before=0,
    after=40,
    bounded=False,
)
_LOWER_STREET = NearDigits(
    re.compile(
        r"\b(?:lives?|lived|living|home|house|address|"
        r"moved)\b[^.\n]{0,25}?\b(?P<address>\d{1,4}[a-d]?\s+(?:[a-z'’]+\s+){1,3}(?:street|road|"
        r"avenue|lane|close|drive|crescent|terrace|gardens|grove|way|court|mews))\b",
        re.IGNORECASE,
    ),
    before=35,
    after=170,
    bounded=False,
)
_FLAT = NearDigits(
    re.compile(r"\b(?:Flat|Apartment|Apt\.?|Maisonette)\s+\d{1,4}[A-Za-z]?\b,?(?=\s+(?:[A-Z0-9]))"),
    before=20,
    after=12,
    bounded=False,
)
_NOT_A_HOME = re.compile(
    r"\b"
    + alternatives(
        """
        ward level floor bay theatre room clinic gate zone route bus year years platform stage lap mile for
        in since by until aged under over about january february march april may june july august september
        october november december page chapter team line stop runner runners day days all after week
        number_10 the
        """
    )
    + r"\s*$",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:lives?|lived|living|home|house|address|moved|born|neighbou?rs?|visit(?:s|ed)?|door)\b[^.]{0,30}$",
    re.IGNORECASE,
)


def find_postcodes(text: str, ours: Collection[str] = ()) -> Iterator[Match]:
    """Full UK postcodes; about 15 households share one.

    Args:
        text: what to search.
        ours: texts that may name the Trust's own postcodes (its postal address).
    """
    searched = without_addresses(plain(text))
    if not _UNIT.are_in(searched):
        return
    for match in _POSTCODE.finditer(searched):
        leading = before(searched, match.start(), 60)
        if any(_squeezed(match[0]) in _postcodes_of(own) for own in ours) or _LICENCE_OR_ROOM.search(leading):
            continue
        shouted = match[0] == match[0].upper()
        if (shouted and match["gap"]) or _SAYS_HOME.search(leading) or (shouted and _after_comma(leading)):
            yield Match(match.start(), match.end(), match[0])


def find_streets(text: str, ours: Collection[str] = ()) -> Iterator[Match]:
    """A house number and a street, or a flat's number.

    Args:
        text: what to search.
        ours: the Trust's own addresses.
    """
    searched = plain(text)
    if not _HOUSE.are_in(searched):
        return
    home = " ".join(ours)
    found: list[tuple[int, int]] = []
    for pattern in (_STREET, _HIGH_STREET, _FLAT):
        for match in pattern.finditer(searched):
            leading = before(searched, match.start(), 45)
            if match[0].strip() in home or (_NOT_A_HOME.search(leading) and not _LIVES.search(leading)):
                continue
            if not any(start < match.end() and match.start() < end for start, end in found):
                found.append(match.span())
                yield Match(match.start(), match.end(), match[0])
    for match in _LOWER_STREET.finditer(searched):
        start, end = match.span("address")
        if not any(first < end and start < last for first, last in found):
            yield Match(start, end, match["address"])


@lru_cache(maxsize=8)  # the Trust's own address, for each postcode that is found
def _postcodes_of(own: str) -> frozenset[str]:
    return frozenset(_squeezed(match[0]) for match in _POSTCODE.finditer(plain(own)))


def _squeezed(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def _after_comma(leading: str) -> bool:
    return leading.rstrip(" ").endswith(",")
