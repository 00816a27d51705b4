"""The rules about identifiers: what each finder spots, said with where it stands.

What is found is never repeated whole: check results are read in public places too.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from goodnews.checks.context import Passage, StoryContext
from goodnews.checks.identifiers import (
    Match,
    could_hold_an_email,
    find_births,
    find_hospital_numbers,
    find_insurance_numbers,
    find_nhs_numbers,
    find_personal_emails,
    find_phones,
    find_postcodes,
    find_registrations,
    find_streets,
)
from goodnews.checks.rules import Found, rule
from goodnews.problems import Severity

_CAMERA = re.compile(r"^(?:IMG|DSC[FN]?|P|PXL|MVI|GOPR|DJI|SAM|CIMG)[_-]?(?=\d{4})")
_FILE_JOINTS = re.compile(r"[_-]|\.(?=[A-Za-z0-9]{2,5}$)")
NAMES = frozenset({"file name", "folder's name", "old address"})
"""Passages whose words are joined by signs."""


def _spot(
    passages: Iterable[Passage],
    message: str,
    find: Callable[[str], Iterable[Match]],
    skip: frozenset[str] = frozenset(),
) -> Iterator[Found]:
    """Look through passages but for those of a kind in `skip`."""
    for passage in passages:
        if passage.kind not in skip:
            text = _spelled(passage) if passage.kind in NAMES else passage.text
            for spotted in find(text):
                yield Found(
                    passage.line_at(spotted.start),
                    f"The {passage.kind} seems to hold {message} (“{spotted.masked}”).",
                )


def _spelled(passage: Passage) -> str:
    """A file's name with spaces where names have none, unless an e-mail address would lose its shape."""
    if "@" in passage.text:
        return passage.text
    named = _CAMERA.sub(lambda match: "-" * len(match[0]), passage.text)
    return _FILE_JOINTS.sub(" ", named).replace("/", " | ")


@rule(
    "identifier-nhs-number",
    Severity.ERROR,
    summary="No NHS number is in a story.",
    hint="Take it out, also out of the photo's name and the file's history. Tell the information "
    "governance team: "
    "it has been written into a shared place.",
    guards=True,
    passing=("---\nWe rang 10,000 people, and 9,434 of them came.",),
    failing=(
        "---\nHer NHS number is 999 000 0018.",
        "---\nThanks to bed four, 999-000-0018.",
        "title: Bed 999 000 0018",
        "---\nHer NHS number is 999&nbsp;000&nbsp;0018.",
        "---\nHer NHS number is **999** 000 *0018*.",
        "---\nBed four: 999<br>000<br>0018",
        "notes: Her number is 999 000 **0018**.",
        "aliases: [news/999-000-0018/]",
    ),
)
def nhs_number(context: StoryContext) -> Iterator[Found]:
    """Modulus 11, and 3-3-4 spacing or context."""
    yield from _spot(context.with_digits(10), "an NHS number", find_nhs_numbers)


@rule(
    "identifier-hospital-number",
    Severity.ERROR,
    summary="No hospital number is in a story.",
    hint="Take it out. If it is something else, such as a machine's serial number, say so beside it "
    "or allow the rule.",
    allow="when the number is a thing's, not a person's",
    guards=True,
    passing=("---\nThe scanner, model MX400123, arrived on Monday.",),
    failing=("---\nHospital number 448812 is home at last.", "---\nBed nine, K1234567, sends her love."),
)
def hospital_number(context: StoryContext) -> Iterator[Found]:
    """What the patient's notes are filed under."""
    yield from _spot(context.with_digits(4), "a hospital number", find_hospital_numbers)


@rule(
    "identifier-insurance-number",
    Severity.ERROR,
    summary="No National Insurance number is in a story.",
    hint="Take it out.",
    guards=True,
    passing=("---\nOn AB 12 forms and 34 badges.",),
    failing=("---\nHis number is QQ 12 34 56 C, he told us.".replace("QQ", "AB"),),
)
def insurance_number(context: StoryContext) -> Iterator[Found]:
    """HMRC's form of them."""
    yield from _spot(context.with_digits(6), "a National Insurance number", find_insurance_numbers)


@rule(
    "identifier-birth-date",
    Severity.ERROR,
    summary="Nobody's whole date of birth is in a story.",
    hint="Give an age or a year, or only the day and the month.",
    allow="when the person is a figure of history",
    guards=True,
    passing=("---\nShe was born in 1948, the year the NHS began.", "---\nThe NHS was born on 5 July 1948."),
    failing=("---\nMary, born on 12 March 1941, came back to thank us.", "---\nDOB 12/03/1941."),
)
def birth_date(context: StoryContext) -> Iterator[Found]:
    """Day, month and year of a birth."""
    yield from _spot(context.with_digits(3), "a date of birth", find_births)


@rule(
    "identifier-phone",
    Severity.ERROR,
    summary="No telephone number of a person or a ward is in a story.",
    hint="Take it out, or give the Trust's own number from the settings. If the public should ring "
    "this number, allow "
    "the rule and say whose it is.",
    allow="when the number is meant for the public to ring",
    guards=True,
    passing=("---\nRing the volunteers on 0800 123 4567.",),
    failing=(
        "---\nText Sam on 07700 900123.",
        "---\nRing (01632) 960 123 after six.",
        "---\nCall +44 7700 900 461.",
    ),
)
def phone(context: StoryContext) -> Iterator[Found]:
    """Landlines and mobiles; not freephone, 03 and the Trust's own."""
    yield from _spot(
        context.with_digits(8), "a telephone number", lambda text: find_phones(text, context.own_phones)
    )


@rule(
    "identifier-email",
    Severity.ERROR,
    summary="No private e-mail address is in a story.",
    hint="Give a team's mailbox instead. If this is one, allow the rule and say whose it is.",
    allow="when the address is a group's, or its owner published it",
    guards=True,
    passing=("---\nWrite to volunteering@merrowdale.example.",),
    failing=("---\nWrite to jo.bloggs@mail.example.", "title: Ask jo.bloggs99@gmail.example"),
)
def email(context: StoryContext) -> Iterator[Found]:
    """One person's address, at home or at work."""
    if not could_hold_an_email(context.casefolded, context.vocabulary):
        return
    yield from _spot(
        context.passages,
        "a private e-mail address",
        lambda text: find_personal_emails(text, context.own_emails),
    )


@rule(
    "identifier-postcode",
    Severity.ERROR,
    summary="No postcode but the Trust's own is in a story.",
    hint="Name the town or the place instead. For an event, put the whole address into event: place.",
    allow="when it is the postcode of a public place",
    guards=True,
    passing=("event: {starts: 2026-12-01 14:00, place: 'The hall, Tarnside MD4 9QX'}",),
    failing=("---\nShe has lived in MD7 4QX all her life.", "summary: Greetings from MD7 4QX."),
)
def postcode(context: StoryContext) -> Iterator[Found]:
    """About fifteen homes share one."""
    yield from _spot(
        context.with_digits(1),
        "a postcode",
        lambda text: find_postcodes(text, context.own_places),
        skip=frozenset({"place of the event"}),
    )


@rule(
    "identifier-street",
    Severity.ERROR,
    summary="No street address but the Trust's own is in a story.",
    hint="Name the town or the neighbourhood instead. For an event, put the whole address into event: place.",
    allow="when it is the address of a public place",
    guards=True,
    passing=("---\nShe grew up round the corner, in Tarn Road.",),
    failing=("---\nHe walked home to 14 Acacia Avenue.", "---\nThe nurse called at Flat 3, Elm House."),
)
def street(context: StoryContext) -> Iterator[Found]:
    """A house number with a street."""
    yield from _spot(
        context.with_digits(1),
        "a street address",
        lambda text: find_streets(text, context.own_places),
        skip=frozenset({"place of the event"}) | NAMES,
    )


@rule(
    "identifier-car",
    Severity.ERROR,
    summary="No car's registration is in a story.",
    hint="Take it out, and look whether the photo shows the plate.",
    allow="when the vehicle is the Trust's own, or a museum's",
    guards=True,
    passing=("---\nThe minibus does 12 runs a day.",),
    failing=("---\nThe blue Mini, AB12 CDE, is back.", "---\nWe found its plate: P123 ABC."),
)
def car(context: StoryContext) -> Iterator[Found]:
    """Number plates."""
    yield from _spot(context.with_digits(1), "a car's registration", find_registrations)


RULES = (
    nhs_number,
    hospital_number,
    insurance_number,
    birth_date,
    phone,
    email,
    postcode,
    street,
    car,
)
