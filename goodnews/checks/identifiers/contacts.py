"""Email addresses and social handles of one person, as against those of teams and organisations."""

import re

from goodnews.checks.identifiers.match import Candidate, Identifier, has_any
from goodnews.checks.text import alternatives, plain, words

_PLAIN = re.compile(r"(?<!\w)[A-Za-z0-9][\w.+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,18}(?![\w@])")
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
_A_HANDLE = re.compile(
    r"(?:at|on|by|to|of|with|from|and|as|is|via|for|see|tag|follow|thanks?|find|like)\s@.+|"
    r"[A-Za-z]+\s@.+\.(?!(?:com|net|org|uk|info|me|eu|io|ie|scot|wales|cymru|example)$)[a-z]+",
    re.IGNORECASE,
)
"""A word, and the handle behind it: on Instagram at @merrowdale.maternity."""
_AT_ALONE = re.compile(
    r"(?<![\w.])(?=[A-Za-z]+[._\d])[A-Za-z][\w.]{2,38}\w\s{1,3}at\s{1,3}[a-z][a-z0-9-]{1,30}(?:\.[a-z]{2,10}){1,3}\b"
)
_AT_SITE = re.compile(r"at\s{1,3}[a-z][a-z0-9-]{1,30}\.[a-z]")
_HAS_AT = has_any("@", "dot", "(at)", "[at]", "{at}")
_HOME_PROVIDERS = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|"
    r"virginmedia|ntlworld|talktalk|blueyonder|tiscali|protonmail|proton|gmx|zoho|plusnet|"
    r"fastmail|mail)\.[a-z.]+",
    re.IGNORECASE,
)
_ROLES = words(
    """
    about admin adults advice allergy allotment amu antenatal appeal appeals appointments appreciation
    apprentices apprenticeships armedforces arts ask asthma audiology autism awards awareness babies
    bakesale band bank bedmanagement bereavement birth bloods bloodtests booking bookings books bookstall
    breastfeeding cancer canteen cardiac cardiology careers carers catering chaplaincy chemo children
    childrens choir choirs climate clinic clinics club clubs comms communications community competition
    complaints complaintsteam contact coordinator coordinators council courses cycling dementia dental
    dermatology desk diabetes dialysis dietetics dietitians digital discharge donate donations education
    emergency emergencydepartment endocrine endoscopy engagement enquiries enquiry equality estates
    events everyone experience facilities feedback fertility festival fete flu foi foodbank foundation
    frailty freedom friends fundraising getinvolved goodnews governors gp greenplan greenteam gynae
    gynaecology haematology health hello help helpdesk helpline heritage heroes hospice hospital
    hospitals hub icu imaging improvement inbox induction info information innovation intensivecare
    involvement it jobs kindness labour league leagueoffriends learning legal letters lgbtq library
    listening lottery mailbox manager managers maternity matron maxfax media medical medicine meetings
    members membership menu midwives museum music neonatal nephrology neuro news newsdesk newsletter nicu
    nominations noreply nursery nurses nursing occupationaltherapy office oncology openday ophthalmology
    orthopaedics orthotics ourstories outpatients paediatrics pals parking parkrun patient
    patientexperience patients payroll people pharmacy phlebotomy photos physio physiotherapy pictures
    picu podiatry poems poetry porters postnatal postroom press pressoffice privacy quality quiz radio
    radiology raffle reach records recruitment recycling rehab removal renal research respiratory resus
    rheumatology running safeguarding sales scbu screening sdec secretary service services shop sisters
    sleep smokefree social speakup speechtherapy staff stoma stomacare stories stroke students studies
    suite support surgery surgical sustainability switchboard talk team teams thanks thankyou theatre
    theatres therapies therapy training transport travel trial trials trust urology vaccination vaccine
    vaccines veterans visits voices volunteer volunteering volunteers web webmaster website welcome
    wellbeing wellness wheelchair wifi wig womens workexperience xray youth
    """
)
_NAMES_TOO = words(
    """
    bay blood bluebell book care chaplain charity christmas clerk daffodil day family foxglove garden
    gardens general green guardian guardians kitchen lavender open pain party play primrose reception run
    santa school show sister snowdrop sunflower unit walk ward wards wing young
    """
)
"""What people are called as well: a team's only where no other name stands beside it."""
_HALVES = _ROLES | _NAMES_TOO | words("the our my nhs day night and")
_LONG_ROLES = tuple(role for role in sorted(_ROLES) if len(role) > 5)


def _is_personal(candidate: Candidate) -> bool:
    """At a home provider, or without a team's word in it."""
    if _A_HANDLE.fullmatch(candidate.text):
        return False
    address = _as_written_properly(candidate.text)
    local, _, domain = address.partition("@")
    if address in {known.lower() for known in candidate.own} or not re.search(r"\.[a-z]{2,}$", domain):
        return False
    return bool(_HOME_PROVIDERS.fullmatch(domain)) or not is_shared(local)


def _as_written_properly(shown: str) -> str:
    address = re.sub(r"\s*(?:\(at\)|\[at\]|\{at\}|\s+at\s+)\s*", "@", shown.strip().lower())
    address = re.sub(r"\s*(?:\(dot\)|\[dot\]|\s+dot\s+)\s*", ".", address)
    return re.sub(r"\s+", "", address).rstrip(".")


def is_shared(local: str) -> bool:
    """Whether the part before the @ is a team's: it has a team's word in it, or words of nobody's name.

    >>> [is_shared(local) for local in ("ward7", "ward.7b", "stmarys.pals", "j.ward", "jo.stafford")]
    [True, True, True, False, False]
    """
    words = [word for word in re.split(r"[^a-z]*\d[a-z]?(?![a-z])|[^a-z]+", local) if word]
    if any(word in _ROLES for word in words) or all(word in _NAMES_TOO for word in words):
        return bool(words)
    return len(words) == 1 and _is_run_together(words[0])


def _is_run_together(word: str) -> bool:
    """`ward7garden`, `volunteerteam`, `ourstories`: words run together still say whose mailbox it is."""
    if word.startswith(_LONG_ROLES) or word.endswith(_LONG_ROLES):
        return True
    return any(word[:at] in _HALVES and word[at:] in _HALVES for at in range(2, len(word) - 1))


EMAIL = Identifier(
    "a private email address",
    (_PLAIN, _SPACED, _SPELLED, _AT_ALONE),
    _is_personal,
    fewest_digits=0,
    may_be_in=lambda texts: _HAS_AT(texts) or _AT_SITE.search(texts) is not None,
    prepare=str,
)
"""An address that reaches one person."""


_HANDLE = re.compile(r"(?<![\w/@])@(?P<found>[A-Za-z0-9_](?:[\w.]{0,28}\w)?)(?![\w@])")
_PROFILE = re.compile(
    r"(?:facebook|instagram|tiktok|twitter|threads|youtube|linkedin|snapchat|\bx)\.(?:com|net)/(?:in/|add/)?@?"
    r"(?P<found>[A-Za-z0-9_](?:[\w.-]{1,40}\w))(?!\w|/\w)",
    re.IGNORECASE,
)
_NAMED_ON = re.compile(
    r"\b(?:insta(?:gram)?|tiktok|twitter|snap(?:chat)?|threads|strava)\s?"
    r"(?::|is|name is|name:|(?:,|as)(?=\s\w*[\d_]))\s?"
    r"(?P<found>[A-Za-z](?=[\w.]*[\d_.])[\w.]{2,28}\w)(?!\w)",
    re.IGNORECASE,
)
_CLUBS = words(
    """
    fc afc rfc rufc wi rspb rnli rspca bbc itv asda tesco aldi lidl greggs police fire rescue brigade
    response scouts guides brownies cubs rainbows primary academy university rotary bakery cafe lion inn
    school dog therapydog
    """
)
"""What is in the handles of those whom stories thank."""
_A_TROOP = re.compile(r"\d+(?:st|nd|rd|th)[a-z]")
_NO_NAMES = words("groups pages events watch reel reels share sharer intent hashtag explore channel")
_A_PERSON = re.compile(
    r"(?i:\b"
    + alternatives(
        """
        he she his her hers him my mine me i i'm i’m mum mam mother dad father nan gran grandad son daughter
        sister brother wife husband auntie uncle grandson granddaughter niece nephew mate patient donor
        """
    )
    + r"\b)|\b[A-Z][a-z]+['’]s\b",
)
_US = re.compile(
    r"\b" + alternatives("us our we ours trust charity council team hospital ward club museum") + r"\b",
    re.IGNORECASE,
)


def _is_private(candidate: Candidate) -> bool:
    """Spoken of as somebody's, or with digits or joints as only people's handles have."""
    handle, leading = candidate.text.lower().removesuffix(".bsky.social"), candidate.before(45)
    own = {"", "nhs", *(known.lower().lstrip("@") for known in candidate.own)}
    if handle in _NO_NAMES or handle in own:
        return False
    if _US.search(leading):
        return False
    if _A_PERSON.search(leading):
        return not all(is_shared(part) for part in re.split(r"[\d_.-]+", handle) if part)
    parts = re.split(r"[\d_.]+", handle)
    if is_shared(handle) or _A_TROOP.match(handle) or not _CLUBS.isdisjoint(parts) or own.issuperset(parts):
        return False
    return bool(re.search(r"[\d_.]", handle))


HANDLE = Identifier(
    "somebody's social handle",
    (_PROFILE, _NAMED_ON, _HANDLE),
    _is_private,
    fewest_digits=0,
    may_be_in=has_any("@", ".com", ".net", "insta", "tiktok", "twitter", "snap", "threads", "strava"),
    prepare=plain,
)
"""`@name` or a profile's address, where it is a person's."""
