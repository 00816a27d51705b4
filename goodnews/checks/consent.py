"""Consent: nobody's face goes out without a yes that is on record and still holds.

None of these rules can be allowed away. The guidance is the GMC's on recordings of patients and the
ICO's on photographs: no record of consent, no use.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from goodnews.checks.context import StoryContext
from goodnews.checks.identifiers import NHS_NUMBER
from goodnews.checks.rules import Found, rule
from goodnews.checks.text import words
from goodnews.problems import Severity
from goodnews.story import Consent, Depicts, PhotoNote, show_day

SOON = timedelta(days=60)
"""How long before its end a consent is spoken of: long enough to ask again."""

_FORM_WORDS = words(
    """
    form forms consent photo photos picture image media release ref reference number no id trust hospital
    ward unit clinic suite department centre child children guardian parent patient patients staff adult
    minor social web website video group team visitor volunteer event paper online digital scan scanned
    file record records log signed see and the of for maternity paediatrics surgery theatre theatres
    radiology cardiology oncology endoscopy outpatients comms communications kitchen datix dpia gdpr
    information governance data protection impact assessment illustration
    """
)
_FIRST_NAMES = words(
    """
    jo joe john jane jack james jim jenny jess julie sarah sally susan sue steve simon sam sophie tom tim
    tony tracy peter paul pat emma emily ellie elaine helen hannah harry anna anne andrew alice adam amy
    ben becky brian carol charlotte chris claire clare dave david debbie diane fiona gary george graham
    ian karen kate katie kelly kevin laura linda lisa lucy maria martin mary matt michael mike mohammed
    muhammad nick nicola olivia oliver rachel rebecca richard rob robert ryan stephen stuart wendy
    """
)
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+(?:&|and)\s+")
"""What stands between the references of several people's forms."""
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sr|sister)\.?\s+[^\W\d_]{2,}", re.IGNORECASE)
_TWO_CAPITALISED = re.compile(r"\b([A-Z][^\W\d_]+)[ '’-]+(?=([A-Z][^\W\d_]+))")
_SEES_PEOPLE = re.compile(
    r"\b(?:nurses?|sisters?|matrons?|doctors?|surgeons?|consultants?|midwi(?:fe|ves)|porters?|chefs?|cooks?|"
    r"cleaners?|volunteers?|patients?|visitors?|relatives?|famil(?:y|ies)|child(?:ren)?|bab(?:y|ies)|toddlers?|"
    r"boys?|girls?|m[ae]n|wom[ae]n|mum|dad|couple|people|person|colleagues?|staff|somebody|someone|governors?|"
    r"physios?|physiotherapists?|paramedics?|chief executive|crowd|he|she|selfie|portrait)\b(?!['’])",
    re.IGNORECASE,
)
_NOBODY_IS_THERE = re.compile(
    r"\b(?:no one|nobody|no people|empty|without (?:people|anyone|patients|staff)|"
    r"before (?:the )?\w+ arrives?)\b",
    re.IGNORECASE,
)
_NOT_THE_PERSON = re.compile(
    r"\b(?:statue|drawing|painting|mural|cartoon|model|sign|poster|card|note|letter|badge|uniform|shoes|boots)\b",
    re.IGNORECASE,
)
_SEES_FACES = re.compile(
    r"\b(?:smil(?:e|es|ing)|grin(?:s|ning)?|laugh(?:s|ing)?|beam(?:s|ing)|portrait|selfie|expressions?|"
    r"frown(?:s|ing)?|fac(?:es|ing) (?:us|the camera)|"
    r"(?:happy|tired|proud|smiling|young|old|kind|familiar|their|her|his) faces?|"
    r"(?:look(?:s|ing)|turn(?:s|ed|ing)|wav(?:es|ing)) (?:at|to|towards|into|up at) (?:us|the camera|you)|"
    r"eyes|winks?|tears|crying|cheeks|blow(?:s|ing)? a kiss)\b",
    re.IGNORECASE,
)
_FACES_HIDDEN = re.compile(
    r"\b(?:faces? (?:\w+ )?(?:hidden|turned away|out of (?:shot|sight|frame)|not (?:seen|shown|visible)|"
    r"covered|unseen|away)|(?:no|without|hid(?:es|ing)|cover(?:s|ing)) (?:\w+ )?faces?|"
    r"fac(?:es|ing) away|smiley)\b",
    re.IGNORECASE,
)

_PHOTO = "photos: [{{file: ward.jpg, alt: {alt}, shows: {shows}{more}}}]"


def _photo(shows: str, more: str = "", alt: str = "Two colleagues hand over notes") -> str:
    return _PHOTO.format(shows=shows, alt=alt, more=f", {more}" if more else "")


_FORM = "consent: {form: CF-0113, covers: [website, social], ends: 2031-11-20}"


def _photos(context: StoryContext, *field: str) -> Iterator[tuple[int, PhotoNote]]:
    """The photos that are not taken back; of those nothing is asked any more."""
    return ((line, photo) for line, photo in context.photos(*field) if not photo.withdrawn)


def _consents(context: StoryContext, *field: str) -> Iterator[tuple[int, PhotoNote, Consent]]:
    for line, photo in _photos(context, "consent", *field):
        if photo.consent:
            yield line, photo, photo.consent


@rule(
    "photo-consent",
    Severity.ERROR,
    summary="A photo that shows staff, patients or children says which form they signed.",
    hint="Add consent: {form: CF-0113, covers: [website, social], ends: 2031-11-20} with the real form's "
    "reference, or choose a photo of nobody.",
    guards=True,
    passing=(_photo("staff", _FORM), _photo("backs"), _photo("nobody", alt="The ward clock at 7am")),
    failing=(_photo("staff"), _photo("patients"), _photo("children")),
)
def photo_consent(context: StoryContext) -> Iterator[Found]:
    """No record, no use."""
    for line, photo in _photos(context, "shows"):
        if photo.shows.needs_consent and photo.consent is None:
            yield Found(line, f"“{photo.file}” shows {photo.shows} and has no consent.")


@rule(
    "consent-ended",
    Severity.WARNING,
    summary="A photo is not shown once the consent for it has run out.",
    hint="It is off the site, and so is its card. Ask again and give the new form, or take the photo out of "
    "the story and out of its folder.",
    date_dependent=True,
    guards=True,
    passing=(_photo("staff", _FORM),),
    failing=(_photo("staff", "consent: {form: CF-0113, covers: [website], ends: 2026-11-22}"),),
)
def consent_ended(context: StoryContext) -> Iterator[Found]:
    """The last day is still good; the day after is not."""
    for line, photo, consent in _consents(context, "ends"):
        if consent.ends and consent.ends < context.today:
            yield Found(line, f"The consent for “{photo.file}” ended on {show_day(consent.ends)}.")


@rule(
    "consent-ending",
    Severity.WARNING,
    summary="A consent that ends within 60 days is renewed in time.",
    hint="Ask again now and give the new form, or plan to take the photo out before that day.",
    date_dependent=True,
    passing=(_photo("staff", _FORM),),
    failing=(_photo("staff", "consent: {form: CF-0113, covers: [website], ends: 2026-12-24}"),),
)
def consent_ending(context: StoryContext) -> Iterator[Found]:
    """A warning that names the day."""
    for line, photo, consent in _consents(context, "ends"):
        if consent.ends and context.today <= consent.ends <= context.today + SOON:
            yield Found(line, f"The consent for “{photo.file}” ends on {show_day(consent.ends)}.")


@rule(
    "consent-guardian",
    Severity.ERROR,
    summary="For a child, the parent or guardian signs a form of their own.",
    hint="Add the guardian's form inside consent: guardian: CF-0114. The child's own form is not enough.",
    guards=True,
    passing=(_photo("children", "consent: {form: CF-0113, covers: [website], guardian: CF-0114}"),),
    failing=(_photo("children", _FORM),),
)
def consent_guardian(context: StoryContext) -> Iterator[Found]:
    """Children can't consent alone."""
    for line, photo, consent in _consents(context):
        if photo.shows is Depicts.CHILDREN and not consent.guardian:
            yield Found(line, f"“{photo.file}” shows children, and no guardian's form is named.")


@rule(
    "consent-form-name",
    Severity.ERROR,
    summary="A consent form is named by its reference, never by a person's name or email.",
    hint="Write only the form's reference, like CF-0113. A name in this file can be read by anyone, "
    "for ever.",
    guards=True,
    passing=(
        _photo("staff", "consent: {form: Ward 7 photo form 12, covers: [website]}"),
        _photo("staff", "consent: {form: Datix 40021, covers: [website]}"),
        _photo("staff", "consent: {form: Endoscopy photo consent 44, covers: [website]}"),
        _photo("staff", "consent: {form: DPIA-2026-11, covers: [website]}"),
    ),
    failing=(
        _photo("staff", "consent: {form: Jo Bloggs CF-0113, covers: [website]}"),
        _photo("staff", "consent: {form: jo.bloggs@mail.example, covers: [website]}"),
        _photo("staff", "consent: {form: verbal, covers: [website]}"),
        _photo("children", "consent: {form: CF-0113, guardian: Mrs Bloggs 2, covers: [website]}"),
    ),
)
def consent_form_name(context: StoryContext) -> Iterator[Found]:
    """A Trust that says how its forms are numbered (`TRUST_CONSENT_PATTERN`) is held to it."""
    story, config = context.story, context.config
    if not any(photo.consent for photo in story.meta.photos):
        return
    places = " ".join(
        (config.name, config.short_name, *config.hospitals, *config.teams, story.meta.team or "")
    )
    known = _FORM_WORDS | {word.lower() for word in re.findall(r"[^\W\d_]+", places)}
    for field in ("form", "guardian"):
        for line, photo, consent in _consents(context, field):
            reference = getattr(consent, field)
            if reference and (why := _why_not_a_reference(reference, known, config.consent_pattern)):
                yield Found(line, f"The consent {field} for “{photo.file}” {why}.")


def _why_not_a_reference(reference: str, known: frozenset[str], pattern: str | None) -> str | None:
    """What is wrong with a reference; without a pattern only what is surely a name, or says nothing."""
    if "@" in reference:
        return "holds an email address"
    if any(NHS_NUMBER.find(reference)):
        return "seems to be an NHS number"
    if pattern:
        # One reference may have in itself what stands between several.
        fits = re.fullmatch(pattern, reference) or all(
            re.fullmatch(pattern, one) for one in _BETWEEN.split(reference)
        )
        return None if fits else "is not written as this Trust's forms are"
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", reference)}
    pairs = _TWO_CAPITALISED.findall(reference)
    if (
        words & (_FIRST_NAMES - known)
        or _TITLE.search(reference)
        or any(not {first.lower(), second.lower()} & known for first, second in pairs)
    ):
        return "looks like somebody's name"
    return None if any(letter.isdigit() for letter in reference) else "has no number in it"


@rule(
    "consent-alt-disagrees",
    Severity.ADVICE,
    summary="What `shows:` says and what the alt text describes agree.",
    hint="Look at the photo again. If a face can be seen, change shows: and add the consent; if not, "
    "change the alt text.",
    guards=True,
    passing=(
        _photo("nobody", alt="The ward clock at 7am"),
        _photo("nobody", alt="An empty nurses’ station"),
        _photo("backs", alt="Two nurses with their backs to us"),
    ),
    failing=(
        _photo("nobody", alt="A smiling nurse at the desk"),
        _photo("backs", alt="A porter laughs with a visitor"),
        _photo("nobody", alt="Three volunteers in the garden"),
    ),
)
def consent_alt_disagrees(context: StoryContext) -> Iterator[Found]:
    """A smiling nurse is somebody."""
    for line, photo in _photos(context, "alt"):
        words = " ".join(filter(None, (photo.alt, photo.caption)))
        face = None if _FACES_HIDDEN.search(words) else _SEES_FACES.search(words)
        person = _SEES_PEOPLE.search(photo.alt)
        absent = _NOBODY_IS_THERE.search(photo.alt) or _NOT_THE_PERSON.search(photo.alt)
        if photo.shows is Depicts.NOBODY and person and not absent:
            yield Found(line, f"“{photo.file}” is said to show nobody, and its words speak of “{person[0]}”.")
        elif not photo.shows.needs_consent and face and not absent:
            yield Found(
                line, f"“{photo.file}” is said to show {photo.shows}, and its words speak of “{face[0]}”."
            )


RULES = (
    photo_consent,
    consent_ended,
    consent_ending,
    consent_guardian,
    consent_form_name,
    consent_alt_disagrees,
)
