"""Postcodes and street addresses: where somebody lives."""

import re

from goodnews.checks.identifiers.match import CODE_BEGINS, CODE_ENDS, NUMBER_BEGINS, Candidate, Identifier
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
_HOUSE = rf"{NUMBER_BEGINS}(?<!\d:)"
_STREET = re.compile(
    rf"{_HOUSE}(?:\d{{1,4}}(?:[A-Da-d]|\s?[-–/]\s?\d{{1,3}})?)"
    rf",?\s{{1,3}}(?!(?:Mr|Mrs|Ms|Miss|Dr)\b){_NAME}{{1,3}}{_KIND}\b(?!['’]s)(?!\s+{_NOT_THE_STREET}\b)"
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
_LOWER_STREET = re.compile(
    r"\b(?:lives?|lived|living|home|house|address|"
    r"moved)\b[^.\n]{0,25}?\b(?P<found>\d{1,4}[a-d]?\s+(?:[a-z'’]+\s+){1,3}(?:street|road|"
    r"avenue|lane|close|drive|crescent|terrace|gardens|grove|way|court|mews))\b",
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
_PUBLIC_BUILDING = re.compile(
    r"\b"
    + alternatives(
        """
        museum shop surgery centre church chapel café cafe bakery library school college hall office pharmacy
        clinic pub hotel market gallery station restaurant studio laundry
        """
    )
    + r"(?:,|,?\s(?:at|in|on))\s*$",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:lives?|lived|living|home|house|address|moved|born|neighbou?rs?|visit(?:s|ed)?|door)\b[^.]{0,30}$",
    re.IGNORECASE,
)


def _is_postcode(candidate: Candidate) -> bool:
    leading, written = candidate.before(60), candidate.text
    if _LICENCE_OR_ROOM.search(leading):
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
    if candidate.text.strip() in " ".join(candidate.own):
        return False
    leading = candidate.before(45)
    if re.match(r"(?:19|20)\d\d\b", candidate.text) and re.search(
        r"\b(?:in|over)\s*$", leading, re.IGNORECASE
    ):
        return False
    if _PUBLIC_BUILDING.search(leading) and not re.search(r"\blive[sd]?\b", leading):
        return False
    return not _NOT_A_HOME.search(leading) or bool(_LIVES.search(leading))


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
