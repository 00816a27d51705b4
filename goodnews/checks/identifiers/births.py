"""Dates of birth."""

import re
from collections.abc import Iterator

from goodnews.checks.identifiers.spotted import Spotted, after, before, plain

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:18|19|20)\d\d|['’]\d\d)"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:(?:18|19|20)\d\d|\d\d)"
    rf"|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}\.?,?[\s-]+(?:{_YEAR}|\d\d(?!\d))"
    rf"|{_MONTH}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR})(?!\w)",
    re.IGNORECASE,
)
_SAYS_BIRTH = re.compile(
    r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth\b|\bbirth\s?date\b|\bborn\b|\bbirthday\b|\bbirth\b|\bb\.|"
    r"\barrived in the world\b|\bcame into the world\b)(?P<gap>[^.;!?]{0,55})$",
    re.IGNORECASE,
)
_SAYS_BIRTH_AFTER = re.compile(
    r"^[\s,)–-]{0,3}(?:\((?:d\.?o\.?b|date of birth|born)|(?:is|was|"
    r"being)\s+(?:\w+(?:['’]s)?\s+)?(?:date of birth|birthday|birth date)|"
    r"(?:is|was)\s+the\s+day\s+(?:\w+\s+){1,3}(?:was|were)\s+born|d\.?o\.?b\b|the "
    r"day\s+(?:\w+\s+){1,4}(?:was|were)\s+born)",
    re.IGNORECASE,
)
_ANOTHER_EVENT = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:retir|join|open|celebrat|start|since|until|before|after|qualif|train|"
    r"married|met|"
    r"complet|finish|welcom|visit|moved|came back|return|nomin|award|publish|update|review|holds?|"
    r"stall|lunch|party|cakes?)",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"\b(?:nhs|service|idea|ward|hospitals?|charity|unit|team|trust|scheme|project|garden|choir|club|league|"
    r"department|centre|band|tradition|hospice|shop|radio|campaign|friendship|plan|programme|"
    r"society)(?:['’]s|s['’])?\s+"
    r"(?:itself\s+)?(?:(?:was|were|is|had been|has its|has|marks its|marked its)\s+)?(?:first\s+|"
    r"own\s+|\d+\w*\s+)?(?:born|birthday|birth)\b",
    re.IGNORECASE,
)
_NAMED_IN_BRACKETS = re.compile(
    r"\b[A-Z][a-z]+,?\s*\(\s*(?P<date>\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d)\s*\)"
)


def find_births(text: str) -> Iterator[Spotted]:
    """A whole date, day and month and year, that is said to be a birth.

    A year alone, or the birthday of a ward or of the NHS, is nobody's identifier.
    """
    searched = plain(text)
    for match in _DATE.finditer(searched):
        if _is_birth(searched, match.start(), match.end()):
            yield Spotted(match.start(), match.end(), match[0])
    for match in _NAMED_IN_BRACKETS.finditer(searched):
        yield Spotted(match.start("date"), match.end("date"), match["date"])


def _is_birth(text: str, start: int, end: int) -> bool:
    if _SAYS_BIRTH_AFTER.search(after(text, end, 50)):
        return True
    leading = before(text, start, 75)
    says = _SAYS_BIRTH.search(leading)
    if says is None or _ANOTHER_EVENT.search(says["gap"]):
        return False
    return not _NOT_A_PERSON.search(before(text, start, 110))
