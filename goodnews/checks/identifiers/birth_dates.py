"""Dates of birth."""

import re

from goodnews.checks.identifiers.match import NUMBER_BEGINS, Candidate, Identifier
from goodnews.checks.text import alternatives, plain

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|"
    r"hydref|tachwedd|rhagfyr)"
)
_IN_WORDS = (
    r"(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|"
    r"eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_YEAR = r"(?:(?:18|19|20)\d\d|['’]\d\d)"
_DATE_FORMS = (
    rf"{NUMBER_BEGINS}(?:\d{{1,2}}\s?[/.|-]\s?\d{{1,2}}\s?[/.|-]\s?(?:(?:18|19|20)\d\d|\d\d)"
    rf"|(?:19|20)\d\d-\d\d-\d\d"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th|af|ain|fed|eg)?|{_IN_WORDS})(?:\s+of)?[\s-]+{_MONTH}\.?,?[\s-]+(?:{_YEAR}|\d\d(?!\d))"
    rf"|{_MONTH}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR})(?!\w)"
)
_OF_HISTORY = re.compile(r"\b18\d\d$")
"""A year that nobody alive was born in."""
_DATE = re.compile(_DATE_FORMS, re.IGNORECASE)
_LABEL = r"\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth\b|\bbirth\s?date\b|\bdyddiad geni\b"
_LABELLED = re.compile(rf"(?:{_LABEL})[^\w]{{0,8}}(?:is|was)?[^\w]{{0,3}}$", re.IGNORECASE)
_NOT_A_BIRTH = alternatives(
    "centre centres unit units rate rates plan plans partner partners pool pools control story study studies"
)
_BABY = alternatives(
    """
    baby babies twin twins triplets newborn boy girl son daughter grandson granddaughter little tiny bundle
    brother firstborn
    """
)
_ARRIVES = (
    r"(?:arriv(?:ed|es|al)|came (?:along|early)|appeared|popped out|(?:was|were) delivered|"
    r"joined (?:us|the (?:family|world)))"
)
_AGE = r"(?:[1-9]\d?|1[01]\d|(?:a|one) hundred|(?:seventy|eighty|ninety)(?:[ -]\w+)?)"
_TIME = r"\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)"
_SAYS_BIRTH = re.compile(
    rf"(?:{_LABEL}|\bborn\b(?! and bred)|\bborn and bred(?: \w+){{0,3}},?(?: on)?(?=\s*$)|"
    rf"\bbirthday\b|\bbirth\b(?! {_NOT_A_BIRTH}\b)|\bb\.|"
    r"\bgan(?:wyd|ed)\b(?! (?:yr?|ein) (?:gig|gwasanaeth|ysbyty|ward|uned|t[iî]m|syniad)\b)|\bpen-?blwydd\b|"
    r"\b(?:arrived in|came into|entered) (?:the|this) world\b|"
    r"\b(?:made|making|makes) (?:his|her|their|a)\s(?:\w+\s)?(?:entrance|appearance|debut|arrival)\b"
    r"(?! (?:for|with|as)\b)|"
    rf"\b{_BABY}\b[^.;!?]{{0,30}}\b{_ARRIVES}\b|\b(?:delivered|welcomed)\s(?:\w+\s)?{_BABY}\b|"
    r"\bthe (?:safe )?arrival of (?!the|our|a|an|new)\b|"
    r"\b(?-i:[Hh]e|[Ss]he|[A-Z][a-z]+)\s(?:arrived|came along|was here)\s(?:safely\s)?"
    rf"(?:at|by)\s(?=(?:{_TIME}|\w+ (?:past|to) \w+) on\b)|"
    r"\b(?:turn(?:s|ed|ing)?|was|is|be|reach(?:es|ed)|hits?|bec[ao]mes?)\s(?:just\s)?"
    rf"{_AGE}\b"
    r"(?: years old)?(?=\s+(?:on\b|$)))"
    r"(?P<gap>(?:[^.;!?]|(?<=\d)\.(?=\d)){0,55})$",
    re.IGNORECASE,
)
_WEIGHS = re.compile(
    r"\bweigh\w*\s(?:in\s)?(?:at\s)?(?:just\s)?(?:[1-6](?:\.\d+)?\s?kg|[1-9]\s?(?:lbs?|pounds)|[1-5],?\d{3}\s?g)\b|"
    r"\b[1-9]\s?lbs?\b.{0,6}\d\s?oz",
    re.IGNORECASE,
)
_NO_NAME = alternatives(
    """
    Spring Summer Autumn Winter Christmas Easter Santa Snow It They This That Everybody Everyone Nobody
    Somebody Both Help Staff Nurses Volunteers Visitors Builders Beds Chairs Letters Parcels Machines
    """
)
_SOMEBODY_CAME = (
    rf"(?<!\b[Tt]he )(?<!\bnew )\b(?!{_NO_NAME}\b)(?:[A-Z][\w’'-]+|s?he)\s"
    r"(?:arrived|came along|was here|turned up|appeared)\b"
)
_SOMEBODY_CAME_BEFORE = re.compile(rf"{_SOMEBODY_CAME}(?P<gap>[^.;!?]{{0,45}})$")
_SOMEBODY_CAME_AFTER = re.compile(rf"^,?\s{_SOMEBODY_CAME}(?P<gap>)")
_NOT_WHEN_DUE = re.compile(
    r"\b(?:day|week|month)s?\s"
    r"(?:early|late|overdue|too soon|premature(?:ly)?|before (?:(?:her|his|their) due|(?:she|he) was due))\b|"
    r"\bat (?:just |only )?\d\d(?:\+\d)? weeks\b|\ba (?:little|baby) (?:brother|sister) (?:for|to)\b"
)
"""What is said of babies: somebody who only came along may be a visitor."""
_PERSON_BORN = r"(?!(?:the |our )?(?:nhs|ward|trust|hospital|unit)\b)(?:\w+\s+){1,4}(?:was|were) born"
_SAYS_BIRTH_AFTER = re.compile(
    r"^[\s,)–-]{0,3}(?:\(?(?:d\.?o\.?b\b|date of birth|born\b)|"
    r"(?:is|was|being)\s+(?:\w+(?:['’]s)?\s+)?(?:date of birth|birthday|birth date)|"
    rf"(?:is|was)\s+the day\s+{_PERSON_BORN}|the day\s+{_PERSON_BORN})",
    re.IGNORECASE,
)
_EVENTS = alternatives(
    """
    retir join open celebrat start since until before after between qualif train married met complet finish
    welcom visit moved came_back return nomin award publish update review hold stall lunch party cake mark
    playlist
    """
)
_FOR_WORK_AFTER = re.compile(
    r"^,? for (?:her|his|their) (?:\w+ )?(?:shift|day|job|interview|placement|post)\b"
)
_ANOTHER_EVENT = re.compile(
    rf"\b(?:19|20)\d\d\b|\b{_EVENTS}"
    r"|\b(?:by|from|to|till)\s*$|\bof (?:the|our) (?:nhs|ward|trust|hospital)\b",
    re.IGNORECASE,
)
_THINGS = alternatives(
    """
    nhs service idea ward hospital hospitals charity unit team trust scheme project garden choir club league
    department centre band tradition hospice shop radio campaign friendship plan programme society its
    friends group church attendance total score count record temperature average figure number tally result
    crowd queue scanner robot trolley station minibus machine incubator nursery rota list vacancies
    recruitment café cafe project clock tree building the_king the_queen
    """
)
_ANIMALS = alternatives("dog puppy cat kitten pony donkey horse hen parrot tortoise")
_GOODS = alternatives("scanner incubator scales robot trolley mannequin")
_ARRIVED = r"(?:arrived|came (?:along|early)|joined us|(?:was|were) delivered)"
_NOT_A_PERSON = re.compile(
    rf"\b{_GOODS}\s{_ARRIVED}\b|\bbirth of (?:the|our) {_THINGS}\b|"
    rf"\b(?:{_ANIMALS}(?:,?\s(?-i:[A-Z])\w+)?|{_THINGS}|st\.?\s\w+|(?-i:(?:Project|Radio)\s[A-Z]\w+))"
    r"(?:['’]s|s['’]|\s\d{1,2}\w?|,(?=\s(?:was|is|turn|reach)))?\s+(?:itself\s+)?"
    r"(?:(?:was|were|is|will be|had been|has its|has|will mark its|marks its|marked its)\s+)?"
    r"(?:own\s+|\w+(?:st|nd|rd|th)\s+)?"
    r"(?:born|birthday|birth|turn(?:s|ed|ing)?|reach(?:es|ed)|hits?|\d{1,3}\s+on)\b",
    re.IGNORECASE,
)
_SOMEBODY_BY = re.compile(
    r"\b(?:lady|gentleman|man|woman|mum|mam|dad|nan|gran|grandad|mr|mrs|ms|miss|patient|resident)"
    r"(?: \w+){0,2} (?:on|in|at|by|of|from|near|opposite) (?:\w+ ){1,3}(?:was|is|turn\w*|reach\w*|hits?)\b",
    re.IGNORECASE,
)
"""The lady by the clock."""
_MARY_WARD = re.compile(r"\b(?!The|Our|This)[A-Z][a-z]+ (?:Ward|Church|Garden|Band)\b(?!['’]s)")
_NAMED_IN_BRACKETS = re.compile(
    r"\b[A-Z][a-z]+,?\s*\(\s*(?P<found>\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d)\s*\)"
)


def _is_birth(candidate: Candidate) -> bool:
    if candidate.match.re is _NAMED_IN_BRACKETS or _SAYS_BIRTH_AFTER.search(candidate.after(50)):
        return True
    start = candidate.span[0]
    if _LABELLED.search(candidate.match.string[max(0, start - 30) : start]):
        return True
    if _WEIGHS.search(candidate.after(45)) or _WEIGHS.search(candidate.before(60)):
        return True
    if _OF_HISTORY.search(candidate.text) or _FOR_WORK_AFTER.search(candidate.after(50)):
        return False
    says = _SAYS_BIRTH.search(candidate.before(75)) or _arrival(candidate)
    if says is None or _ANOTHER_EVENT.search(says["gap"]):
        return False
    leading = candidate.before(110)
    return not _NOT_A_PERSON.search(leading) or any(who.search(leading) for who in (_MARY_WARD, _SOMEBODY_BY))


def _arrival(candidate: Candidate) -> re.Match[str] | None:
    """Somebody's coming along, weeks early."""
    leading, trailing = candidate.before(75), candidate.after(60)
    if trailing.startswith(" for ") or not any(map(_NOT_WHEN_DUE.search, (leading, trailing))):
        return None
    return _SOMEBODY_CAME_BEFORE.search(leading) or _SOMEBODY_CAME_AFTER.match(trailing)


BIRTH_DATE = Identifier(
    "a date of birth", (_DATE, _NAMED_IN_BRACKETS), _is_birth, fewest_digits=3, prepare=plain
)
"""A whole date, day and month and year, that is said to be a birth.

A year alone, or the birthday of a ward or of the NHS, is nobody's identifier.
"""
