"""The rules about identifiers: one for each kind, and what it says of one that a story holds.

What is found is never repeated whole: check results are read in public places too.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from goodnews.checks import identifiers
from goodnews.checks.context import INSIDE_A_FILE, StoryContext
from goodnews.checks.identifiers import Identifier
from goodnews.checks.passages import NAMES
from goodnews.checks.rules import Found, Rule
from goodnews.config import SiteConfig
from goodnews.problems import Severity

Own = Callable[[SiteConfig], Iterable[str | None]]
"""What of a kind is the Trust's own, as far as its settings say it."""

_PUBLIC_PLACE = frozenset({"place of the event"})


def _rule(
    code: str,
    identifier: Identifier,
    summary: str,
    hint: str,
    *,
    passing: tuple[str, ...],
    failing: tuple[str, ...],
    allow: str = "",
    own: Own = lambda _config: (),
    skip: frozenset[str] = frozenset(),
    severity: Severity = Severity.ERROR,
) -> Rule[StoryContext]:
    """The rule about an identifier: anywhere but in passages to `skip`, and but for the Trust's `own`."""
    return Rule(
        code,
        severity,
        summary,
        hint,
        partial(_find, identifier, own, skip),
        allow,
        guards=severity is Severity.ERROR,
        passing=passing,
        failing=failing,
    )


def _find(
    identifier: Identifier,
    own: Own,
    skip: frozenset[str],
    context: StoryContext,
) -> Iterator[Found]:
    if not identifier.may_be_in(context.caseless):
        return
    known = tuple(filter(None, own(context.config)))
    for passage in context.with_digits(identifier.fewest_digits):
        if passage.kind not in skip:
            for match in identifier.find(passage.text, known):
                message = f"The {passage.kind} seems to hold {identifier.name} (“{match.masked}”)."
                mend = " ./inv tidy takes it off." if passage.kind.startswith(INSIDE_A_FILE) else ""
                yield Found(passage.line_at(match.start), message + mend)


def _places(config: SiteConfig) -> Iterable[str | None]:
    """Where the Trust can be found."""
    return (config.address, *config.hospitals)


def _handles(config: SiteConfig) -> Iterable[str]:
    """What the Trust is called on networks, as far as its name says it."""
    names = (config.short_name, config.name, *config.hospitals)
    return ("".join(filter(str.isalnum, name)).lower() for name in names)


RULES = (
    _rule(
        "identifier-nhs-number",
        identifiers.NHS_NUMBER,
        "No NHS number is in a story.",
        "Take it out, also out of the photo's name and the file's history. Tell the information governance "
        "team: it has been written into a shared place.",
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
    ),
    _rule(
        "identifier-hospital-number",
        identifiers.HOSPITAL_NUMBER,
        "No hospital number is in a story.",
        "Take it out. If it is something else, such as a machine's serial number, say so beside it or allow "
        "the rule.",
        allow="when the number is a thing's, not a person's",
        passing=("---\nThe scanner, model MX400123, arrived on Monday.",),
        failing=("---\nHospital number 448812 is home at last.", "---\nBed nine, K1234567, sends her love."),
    ),
    _rule(
        "identifier-insurance-number",
        identifiers.INSURANCE_NUMBER,
        "No National Insurance number is in a story.",
        "Take it out.",
        passing=("---\nOn AB 12 forms and 34 badges.",),
        failing=("---\nHis number is AB 12 34 56 C, he told us.",),
    ),
    _rule(
        "identifier-birth-date",
        identifiers.BIRTH_DATE,
        "Nobody's whole date of birth is in a story.",
        "Give an age or a year, or only the day and the month.",
        allow="when the person is a figure of history",
        passing=(
            "---\nShe was born in 1948, the year the NHS began.",
            "---\nThe NHS was born on 5 July 1948.",
        ),
        failing=("---\nMary, born on 12 March 1941, came back to thank us.", "---\nDOB 12/03/1941."),
    ),
    _rule(
        "identifier-phone",
        identifiers.PHONE,
        "No telephone number of a person is in a story.",
        "Take it out, or give the Trust's own number from the settings, or say which desk or ward it "
        "rings. If the public should ring this number, allow the rule and say whose it is.",
        allow="when the number is meant for the public to ring",
        own=lambda config: (config.phone, config.confidential_phone),
        passing=("---\nRing the volunteers on 0800 123 4567.", "---\nCall the ward clerk on 01632 960123."),
        failing=(
            "---\nText Sam on 07700 900123.",
            "---\nRing (01632) 960 123 after six.",
            "---\nCall +44 7700 900 461.",
        ),
    ),
    _rule(
        "identifier-email",
        identifiers.EMAIL,
        "No private email address is in a story.",
        "Give a team's mailbox instead. If this is one, allow the rule and say whose it is.",
        allow="when the address is a group's, or its owner published it",
        own=lambda config: (config.email, config.confidential_email, config.removal_email),
        passing=("---\nWrite to volunteering@merrowdale.example.",),
        failing=("---\nWrite to jo.bloggs@mail.example.", "title: Ask jo.bloggs99@gmail.example"),
    ),
    _rule(
        "identifier-postcode",
        identifiers.POSTCODE,
        "No postcode but the Trust's own is in a story.",
        "Name the town or the place instead. For an event, put the whole address into event: place.",
        allow="when it is the postcode of a public place",
        own=_places,
        skip=_PUBLIC_PLACE,
        passing=("event: {starts: 2026-12-01 14:00, place: 'The hall, Tarnside MD4 9QX'}",),
        failing=("---\nShe has lived in MD7 4QX all her life.", "summary: Greetings from MD7 4QX."),
    ),
    _rule(
        "identifier-street",
        identifiers.STREET,
        "No street address but the Trust's own is in a story.",
        "Name the town or the neighbourhood instead. For an event, put the whole address into event: place.",
        allow="when it is the address of a public place",
        own=_places,
        skip=_PUBLIC_PLACE | NAMES,
        passing=("---\nShe grew up round the corner, in Tarn Road.",),
        failing=("---\nHe walked home to 14 Acacia Avenue.", "---\nThe nurse called at Flat 3, Elm House."),
    ),
    _rule(
        "identifier-car",
        identifiers.NUMBER_PLATE,
        "No car's registration is in a story.",
        "Take it out, and look whether the photo shows the plate.",
        allow="when the vehicle is the Trust's own, or a museum's",
        passing=("---\nThe minibus does 12 runs a day.",),
        failing=("---\nThe blue Mini, AB12 CDE, is back.", "---\nWe found its plate: P123 ABC."),
    ),
    _rule(
        "identifier-bank",
        identifiers.BANK_DETAILS,
        "No bank details are in a story.",
        "Take them out, and link to the charity's own page for gifts.",
        allow="when they are a charity's, and published by it",
        passing=("---\nRoom 12-34-56 has 12345678 stars on its ceiling.",),
        failing=(
            "---\nSort code 12-34-56, account 12345678.",
            "---\nHer card, 4111 1111 1111 1111, was in the cake.",
        ),
    ),
    _rule(
        "identifier-passport",
        identifiers.PASSPORT,
        "No passport's number is in a story.",
        "Take it out, and look whether a photo shows the passport.",
        passing=("---\nHe got his passport 9 days ago.",),
        failing=("---\nHer passport number is 533401372.",),
    ),
    _rule(
        "identifier-driving-licence",
        identifiers.DRIVING_LICENCE,
        "No driving licence's number is in a story.",
        "Take it out: a date of birth can be read from it.",
        passing=("---\nShe passed her driving test at 81.",),
        failing=("---\nDriving licence BLOGG601123JA9XX.",),
    ),
    _rule(
        "identifier-registration",
        identifiers.REGISTRATION,
        "No GMC or NMC number is in a story.",
        "Take it out: with it somebody can pass for a doctor or a nurse.",
        allow="when its owner asked for it to be there",
        passing=("---\nThe GMC has 400,000 doctors on its register.",),
        failing=("---\nDr Jo Bloggs, GMC 7012345, led it.", "---\nHer NMC PIN is 98I1234E."),
    ),
    _rule(
        "identifier-login",
        identifiers.LOGIN,
        "No smartcard's number and no login name is in a story.",
        "Take it out, and look whether a photo shows a screen or a card.",
        allow="when it is nobody's, such as an example's",
        passing=("---\nLog in with your smartcard at 9am.",),
        failing=("---\nHer username is bloggsj02.", "---\nSmartcard 5550 1234 5678 was in the tea room."),
    ),
    _rule(
        "identifier-handle",
        identifiers.HANDLE,
        "No private person's social handle is in a story.",
        "Take it out. Whoever follows it sees the whole family.",
        allow="when its owner asked for it to be there, or it is an organisation's",
        own=_handles,
        passing=("---\nFollow the Trust at @merrowdale.", "---\nThanks to @ward7team for the cake."),
        failing=("---\nFind me at @jobloggs_77.", "---\nHer page is facebook.com/jo.bloggs."),
    ),
    _rule(
        "patient-name",
        identifiers.PATIENT_NAME,
        "A patient's name is there because they asked for it.",
        "Is this a patient? Then ask, or leave the name out.",
        severity=Severity.ADVICE,
        allow="when it is no patient, or they said yes to their name",
        skip=NAMES | {"by"},
        passing=("---\nSister Jo Bloggs has run Ward 7 for 18 years.",),
        failing=("---\nJohn Smith, 84, danced.", "---\nJo Bloggs had a heart attack in May."),
    ),
)
