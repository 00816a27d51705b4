"""People's names beside what makes them patients: a bed, a ward, an age, an illness."""

import re

from goodnews.checks.identifiers.match import Candidate, Identifier
from goodnews.checks.text import alternatives, plain, words

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Master|Lady|Lord)\.?\s"
# That a capital stands here is seen much sooner than all that may stand before it and behind it.
_NAMED = re.compile(
    rf"(?=[A-Z])\b(?:(?<!@)(?:{_TITLE})?(?!(?:Patient|Little|Baby|Poor|Former|Our|My|Young|Brave|Dear|Lovely|Survivor|With)\s)[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?\s[A-Z](?:['’][A-Z])?[a-z]+(?:-[A-Z][a-z]+)?(?!\w)"
    rf"|{_TITLE}[A-Z]['’a-zA-Z-]+(?!\w))"
)
_NO_NAMES = words(
    """
    A After All An And Another April As Association At Athletic August Award Awards Baby Back Bank Bay Bed
    Before Best Big Blood Book British Bronze Building But By Call Came Captain Care Centre Champion
    Charge Charity Chief Children Christmas Claus Clinic Coffee College Come Community Corner Council
    County Court Critical Cup Day December Department Dr During East Easter Emergency England English Eve
    Every February First For Foundation Free Friday Friends From Garden General Gold Good Grand Great
    Green Group Half Hall Happy He Head Health Healthcare Her Here High His Hospital Hour House How Hub If
    In Intensive Is It January July June Just King Lane League Level Library Life Little Local London Long
    Make Manager March Matron May Meet Memorial Midwife Monday More My National New Night No North
    November Now Nurse Nurses Nursing October Office On Once One Only Or Our Over Park Patient Poor Prince
    Princess Prize Professor Programme Project Proud Queen Radio Rangers Ring Road Room Rovers Royal Saint
    Santa Saturday School Senior September Service Services She Silver Since Sir Sister So Society South
    Square St Staff Star Station Street Strictly Students Suite Sunday Support Surgery Team Tesco Thank
    Thanks That The Their Then There These They This Thursday Today Together Tree Trust Tuesday Two Unit
    United University Until Victoria Visit Volunteer Wales Wanderers Ward We Wednesday Week Welcome Welsh
    West When Where Why Wing With World Year Yes You Young Your
    """
)
_STAFF = re.compile(
    r"\b"
    + alternatives(
        """
        dr doctor doctors nurse nurses nursing sister matron midwife midwives consultant surgeon registrar
        professor prof porter physiotherapist physio therapist radiographer pharmacist paramedic cleaner
        chef cook chaplain volunteer volunteered manager director chief chair governor apprentice student
        colleague colleagues practitioner healthcare_assistant clerk coordinator lead leads led
        scientist engineer secretary fundraiser runner author actor singer mayor councillor
        works worked working joined joins retired retires retiring
        """
    )
    + r"\b",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"^,?\s?(?:\(\s?(?:aged\s)?\d{1,3}\)|,\s\d{1,3}(?=,|\.|$|\s(?:today|from|who|and|has|is|was)\b)|aged?\s\d{1,3}\b|is\s\d{1,3}\b(?!\s\w+s\b)|"
    r"who\sis\s\d{1,3}\b)"
)
_IN_BED_AFTER = re.compile(
    r"^[^.;]{0,50}?\b(?:bed(?:\sspace)?\s\d|side\sroom|"
    r"(?:was|is|been|came|went|admitted|stayed|spent|patient)\b[^.;]{0,25}?\b(?:on|to|in)\s(?:the\s)?(?:\w+\s)?"
    r"(?:ward|icu|bay)\b)",
    re.IGNORECASE,
)
_ILLNESS = alternatives(
    """
    cancer stroke heart_attack cardiac_arrest pneumonia sepsis dementia diabetes diabetic asthma leukaemia
    epilepsy tumour chemo chemotherapy radiotherapy dialysis transplant kidney_failure parkinson’s
    parkinson's alzheimer’s alzheimer's covid hiv arthritis lymphoma melanoma meningitis hip_replacement
    knee_replacement fracture coma overdose miscarriage depression anorexia copd angina hepatitis
    tuberculosis seizure psychosis
    """
)
_ILL_AFTER = re.compile(rf"^[^.;]{{0,60}}?\b{_ILLNESS}\b", re.IGNORECASE)
_PATIENT_BEFORE = re.compile(
    rf"\b(?:patients?|{_ILLNESS}(?:\s(?:survivor|patient|sufferer))?|\d{{1,3}}-year-old|bed\s\d{{1,3}}|(?:next|in)\sbed\s(?:\w+\s)?(?:was\s)?)\W{{0,3}}$",
    re.IGNORECASE,
)
_PATIENT_AFTER = re.compile(
    r"^,?\s(?:was|is|who\swas|became)\s(?:(?:a|our|the)\s(?:\w+\s)?patient\b|admitted|discharged|treated|recovering)|"
    r"^,?\s(?:had|needed)\s(?:an?|her|his)\s(?:\w+\s)?operation",
    re.IGNORECASE,
)


def _is_patient(candidate: Candidate) -> bool:
    """A name without a job beside it, and with what is said of patients."""
    bare = re.sub(f"^{_TITLE}", "", candidate.text)
    if not _NO_NAMES.isdisjoint(bare.split()):
        return False
    leading, trailing = candidate.before(40), candidate.after(70)
    if any(map(_STAFF.search, (leading, candidate.text, trailing))):
        return False
    after = (_AGE_AFTER, _IN_BED_AFTER, _ILL_AFTER, _PATIENT_AFTER)
    return bool(_PATIENT_BEFORE.search(leading) or any(pattern.search(trailing) for pattern in after))


PATIENT_NAME = Identifier("a patient's name", (_NAMED,), _is_patient, fewest_digits=0, prepare=plain)
"""A name that may be a patient's; only a person can tell."""
