"""E-mail addresses of one person, as against a team's mailbox."""

import re
from collections.abc import Collection, Iterator

from goodnews.checks.identifiers.spotted import Spotted
from goodnews.checks.vocabulary import words

_PLAIN = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,18}(?![\w@])"
)
_AT = r"\s{0,3}(?:\(at\)|\[at\]|\{at\})\s{0,3}"
_DOT = r"(?:\s{1,3}dot\s{1,3}|\s{0,3}\(dot\)\s{0,3}|\s{0,3}\[dot\]\s{0,3})"
_SPELLED = re.compile(
    rf"\b[\w.]{{1,30}}(?:{_DOT}[\w.]{{1,30}}){{0,2}}(?:{_AT}[\w-]{{1,30}}(?:(?:{_DOT}|"
    rf"\.)[a-z]{{2,10}}){{1,3}}"
    rf"|\s{{1,3}}at\s{{1,3}}[\w-]{{1,30}}(?:{_DOT}[a-z]{{2,10}}){{1,3}})\b",
    re.IGNORECASE,
)
_SPACED = re.compile(
    r"(?<!\w)[A-Za-z0-9][\w.+-]{1,40}\s?@\s(?:[a-z0-9-]{1,30}\.){1,3}[a-z]{2,10}\b|"
    r"(?<!\w)[A-Za-z0-9][\w.+-]{1,40}\s@(?:[a-z0-9-]{1,30}\.){1,3}[a-z]{2,10}\b",
    re.IGNORECASE,
)
_SPELLED_AT = ("(at)", "[at]", "{at}")
_HOME_PROVIDERS = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|"
    r"virginmedia|ntlworld|talktalk|blueyonder|tiscali|protonmail|proton|gmx|zoho|plusnet|"
    r"fastmail|mail)\.[a-z.]+",
    re.IGNORECASE,
)
_ROLES = words(
    """
    about admin advice allotment amu appeal appeals appointments arts ask autism bereavement blood
    booking bookings breastfeeding cancer canteen cardiology careers carers catering chaplaincy charity
    chemo choir clinic comms communications community complaints contact council courses dementia
    dietetics diabetes donate donations education emergency endoscopy engagement enquiries enquiry
    equality estates events everyone experience facilities family feedback fertility flu foi foodbank
    foundation freedom friends fundraising garden gardens getinvolved governors gp greenteam health
    hello help helpdesk heritage hospital icu improvement info information innovation intensivecare
    involvement it jobs kindness kitchen learning letters library listening maternity matron media
    meetings members membership menu midwives museum music neonatal news newsletter noreply nurses
    nursery nursing occupationaltherapy office oncology orthotics outpatients paediatrics pals parking
    patient patients pharmacy photos physio pictures play porters postroom press privacy quality radio
    radiology reception records recruitment recycling removal research safeguarding sales school
    screening secretary service services shop sleep smokefree social speechtherapy staff stories stroke
    studies support sustainability switchboard talk team thankyou theatre therapies training transport
    travel trial trials trust vaccines visits voices volunteer volunteering volunteers wards wellbeing
    welcome wellness wheelchair wig wifi womens workexperience young youth show
    """
)


def could_hold_an_email(casefolded: str, vocabulary: Collection[str]) -> bool:
    """Whether it is worth looking: most texts have neither an @ nor the words for one.

    Args:
        casefolded: the text in small letters.
        vocabulary: every run of plain letters in it.

    >>> could_hold_an_email("jo at mail dot example", {"jo", "at", "mail", "dot", "example"})
    True
    >>> could_hold_an_email("at night", {"at", "night"})
    False
    """
    if "@" in casefolded or "dot" in vocabulary:
        return True
    return "at" in vocabulary and any(spelled in casefolded for spelled in _SPELLED_AT)


def find_personal_emails(text: str, ours: Collection[str] = ()) -> Iterator[Spotted]:
    """Addresses that reach one person: at a home provider, or without a team's word in them.

    Args:
        text: what to search.
        ours: the Trust's own published addresses; they may appear anywhere.
    """
    known = {address.lower() for address in ours}
    found: list[tuple[int, int]] = []
    for pattern in (_PLAIN, _SPACED, _SPELLED):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in found):
                continue
            address = _as_written_properly(match[0])
            if "@" in address and address not in known and _is_personal(address):
                found.append(match.span())
                yield Spotted(match.start(), match.end(), match[0].strip())


def _as_written_properly(shown: str) -> str:
    address = re.sub(r"\s*(?:\(at\)|\[at\]|\{at\}|\s+at\s+)\s*", "@", shown.strip().lower())
    address = re.sub(r"\s*(?:\(dot\)|\[dot\]|\s+dot\s+)\s*", ".", address)
    return re.sub(r"\s+", "", address).rstrip(".")


def _is_personal(address: str) -> bool:
    local, _, domain = address.partition("@")
    if "." not in domain or not re.search(r"\.[a-z]{2,}$", domain):
        return False
    if _HOME_PROVIDERS.fullmatch(domain):
        return True
    words = re.split(r"[._+-]|\d+", local)
    return not any(word in _ROLES or _starts_with_role(word) for word in words)


def _starts_with_role(word: str) -> bool:
    """`wardgarden`, `volunteerteam`: words run together still say whose mailbox it is."""
    return any(word.startswith(role) or word.endswith(role) for role in _ROLES if len(role) > 4)
