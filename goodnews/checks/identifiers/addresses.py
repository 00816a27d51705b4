"""Postcodes and street addresses: where somebody lives."""

import re

from goodnews.checks.identifiers.match import CODE_BEGINS, CODE_ENDS, DIGITS_BEGIN, Candidate, Identifier
from goodnews.checks.text import alternatives, plain

# BS 7666: area of one or two letters, district, a space, sector and unit (never C I K M O V).
_POSTCODE = re.compile(
    rf"{CODE_BEGINS}(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?(?P<gap>[ ]{{0,2}})\d[ABD-HJLNP-UW-Z]{{2}})"
    rf"{CODE_ENDS}",
    re.IGNORECASE,
)
_SAYS_HOME = re.compile(
    r"\b(?:postcode|post code|lives?|lived|living|address|home|house|flat|street|road)\b[^.]{0,45}$",
    re.IGNORECASE,
)
_LICENCE_OR_ROOM = re.compile(
    r"\b(?:room|bay|theatre|rev|version|model|licen[cs]e|part|seat|platform|level|zone|shelf|size)\s*$",
    re.IGNORECASE,
)
_FOR_DRIVERS = re.compile(
    r"\b(?:sat ?nav|car park(?: [A-Z\d]\d?)?(?: is)?(?: at| in)?)\W{0,3}$", re.IGNORECASE
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
    patients flooded surgery station community wards beds passes tickets volunteers pledges rangers
    """
)
_COUNTED = (
    r"(?:Minutes?|Hours?|Days?|Weeks?|Years?|Miles?|Million|Thousand|Beds?|Peaks?)\s(?:[\w']+\s){0,2}"
    r"(?:Walk|Row|Court|Park|Drive)"
)
"""What there are so many of: a 12 Hour Walk is no street."""
_HOUSE = rf"{DIGITS_BEGIN}(?<!\d:)"
_STREET = re.compile(
    rf"{_HOUSE}(?:\d{{1,4}}(?:[A-Da-d]|\s?[-–/]\s?\d{{1,3}})?)"
    rf",?\s{{1,3}}(?!(?:Mr|Mrs|Ms|Miss|Dr|{_COUNTED})\b)"
    rf"{_NAME}{{1,3}}{_KIND}\b(?!['’]s)(?!\s+{_NOT_THE_STREET}\b)"
)
_HIGH_STREET = re.compile(
    rf"{_HOUSE}\d{{1,4}}[A-Da-d]?,?\s+(?:(?:[Tt]he\s+)?(?:High Street|Broadway|Main Street)|The\s+"
    r"(?:Green|Crescent|Avenue|Close|Drive|Mews|Paddocks?|Orchards?|Lawns?|Ridings|Maltings|Meadows?|Spinney|Croft|"
    r"Hollies|Limes|Beeches|Firs|Oaks|Willows|Cedars|Laurels|Elms|Leas?|Mount|Grange|Grove|Square|Terrace|Lane|"
    r"Street|Rise))\b"
)
_WELSH_STREET = re.compile(
    rf"{_HOUSE}\d{{1,4}}[A-Da-d]?,?\s+(?:Heol|Ffordd|Stryd|Maes|Rhodfa|Lôn|Clos|Cae|Bryn|Trem|"
    r"Tan|Pen|Gerddi)(?:\s+(?:y|yr|Y|Yr))?\s+[A-Z]\w+"
)
_ONES = alternatives("one two three four five six seven eight nine")
_KIND_IN_WORDS = alternatives(
    "Street Road Avenue Lane Close Drive Crescent Terrace Gardens Grove Way Place Court Mews"
)
_FIGURE, _STREET_IN_WORDS = re.compile("[0-9]"), re.compile(rf" (?=[A-Z]){_KIND_IN_WORDS}\b")
_NUMBER_IN_WORDS = re.compile(
    rf"\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_ONES})?|{_ONES}|ten|"
    r"eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen),?"
    rf"\s{_NAME}{{1,3}}{_KIND_IN_WORDS}\b"
    rf"(?!['’]s)(?!\s+{_NOT_THE_STREET}\b)"
)
_PLAIN_WORD = (
    r"(?:(?!(?:the|an?|all|to|in|at|on|by|from|for|with|and|or|our|my|her|his|their|its)\s)[a-z'’]+\s+)"
)
_LOWER_STREET = re.compile(
    r"\b(?:lives?|lived|living|home|house|address|"
    rf"moved)\b[^.\n]{{0,25}}?\b(?P<found>\d{{1,4}}[a-d]?\s+(?:the\s+|{_PLAIN_WORD}){_PLAIN_WORD}{{0,2}}"
    r"(?:street|road|avenue|lane|close|drive|crescent|terrace|gardens|grove|way|court|mews))\b(?!\s(?:the|a|our|its)\b)",
    re.IGNORECASE,
)
_FLAT = re.compile(r"\b(?:Flat|Apartment|Apt\.?|Maisonette)\s+\d{1,4}[A-Za-z]?\b,?(?=\s+(?:[A-Z0-9]))")
_NOT_A_HOME = re.compile(
    r"\b"
    + alternatives(
        """
        ward level floor bay bed theatre room clinic gate zone route bus year years platform stage lap
        mile for since by until aged under about january february march april may june july august september
        october november december page chapter team line stop runner runners day days all after week
        number_10 the
        """
    )
    + r"\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?:(?<!next )door|"
    + alternatives(
        """
        gate entrance exit unit block building hall hangar phase table session figure junction stall pitch
        stand ward room bay theatre zone platform
        """
    )
    + r")\s+$",
    re.IGNORECASE,
)
"""Its own number stands before a street: Gate 2, Mill Lane."""
_IS_AT = r"\s(?:(?:(?:is|are)\s)?(?:now\s)?(?:at|in|on)|is|has\smoved\sto)"
_PUBLIC_BUILDING = re.compile(
    r"\b(?:"
    + alternatives(
        """
        museum shop surgery centre church chapel café cafe bakery library school college hall office pharmacy
        clinic pub hotel market gallery station restaurant studio laundry guildhall gym headquarters
        main_entrance new_entrance
        """
    )
    + rf"(?:,|,?{_IS_AT})|(?:ward|department|hospice|hub){_IS_AT}|our\s(?:hospice|hub),|"
    r"\b(?-i:Team|Charity|Radio|Trust|Hospital|Infirmary)(?:,|\sis\sat)|"
    r"(?<!\bhe\s)(?<!\bshe\s)(?<!\bwho\s)\b(?:is|are)\s(?:now\s)?based\sat)\s*$",
    re.IGNORECASE,
)
_AT_HOME = re.compile(r"\b(?:liv(?:e[sd]?|ing)|home|resid\w+|(?-i:house|flat))\b", re.IGNORECASE)
_DOWNING_STREET = ("10 Downing Street", "11 Downing Street")
_HOSPITALS_ROAD = re.compile(r"\d+[A-Da-d]?,?\s+(?:\w+\s+)?(?:Hospital|Infirmary)\b")
_SOMEBODY = re.compile(
    r"\s[A-Z]|[,:]\s*$|\b(?i:"
    + alternatives(
        """
        he she him his her hers they them their family mum mam dad nan gran grandad son daughter lady
        gentleman man woman couple patient patients resident neighbour live lives lived living home house flat
        cottage bungalow visit visits visited call calls called knock knocked went goes going took
        take takes brought drove dropped back off round of i me my
        """
    )
    + r")\b"
)
"""Words beside the address of a road at a hospital that may be somebody's."""
_LIVES = re.compile(
    r"\b(?:lives?|lived|living|home|house|address|moved|born|neighbou?rs?|visit(?:s|ed)?|door)\b[^.]{0,30}$",
    re.IGNORECASE,
)


def _is_postcode(candidate: Candidate) -> bool:
    leading, written = candidate.before(60), candidate.text
    if _LICENCE_OR_ROOM.search(leading):
        return False
    if _FOR_DRIVERS.search(leading) and not _AT_HOME.search(f"{leading} {candidate.after(45)}"):
        return False
    own = {_squeezed(match[0]) for address in candidate.own for match in _POSTCODE.finditer(plain(address))}
    if _squeezed(written) in own:
        return False
    in_capitals = written == written.upper()
    after_comma = leading.rstrip(" ").endswith(",")
    return bool(_SAYS_HOME.search(leading)) or (in_capitals and bool(candidate.match["gap"] or after_comma))


def _squeezed(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def _with_a_number(text: str) -> str:
    """The text where it has a figure, or a street that may have its number in words."""
    searched = plain(text)
    return searched if _FIGURE.search(searched) or _STREET_IN_WORDS.search(searched) else ""


def _is_home(candidate: Candidate) -> bool:
    if candidate.text.strip() in " ".join((*candidate.own, *_DOWNING_STREET)):
        return False
    leading = candidate.before(45)
    if re.match(r"(?:19|20)\d\d\b", candidate.text) and re.search(
        r"\b(?:in|over|from)\s*$", leading, re.IGNORECASE
    ):
        return False
    if _is_public(candidate, leading) and not _AT_HOME.search(leading):
        return False
    return not _NOT_A_HOME.search(leading) or bool(_LIVES.search(leading))


def _is_public(candidate: Candidate, leading: str) -> bool:
    """A gate's or a room's number, a public building, one of the Trust's hospitals, or the road at one."""
    if _NUMBERED.search(leading) or _PUBLIC_BUILDING.search(leading):
        return True
    if leading.rstrip().removesuffix(",").endswith(tuple(candidate.own)):
        return True
    around = candidate.before(60).lstrip(), candidate.after(60)
    return bool(_HOSPITALS_ROAD.match(candidate.text)) and not any(map(_SOMEBODY.search, around))


POSTCODE = Identifier("a postcode", (_POSTCODE,), _is_postcode)
"""A full UK postcode; about 15 households share one."""
STREET = Identifier(
    "a street address",
    (_STREET, _HIGH_STREET, _WELSH_STREET, _NUMBER_IN_WORDS, _FLAT, _LOWER_STREET),
    _is_home,
    fewest_digits=0,
    prepare=_with_a_number,
)
"""A house number and a street, or a flat's number."""
