"""Every rule on every story: drafts, exceptions, photos, and what depends on the day."""

from datetime import timedelta

import pytest
from PIL import ExifTags, Image

from goodnews.checks import STORY_RULES
from goodnews.problems import Severity

from .conftest import NOW, Check, Codes, Write

STAFF = "photos: [{file: ward.jpg, alt: Two colleagues hand over notes, shows: staff%s}]"
NO_CONSENT = STAFF % ""
ENDS_SOON = STAFF % ", consent: {form: CF-0113, covers: [website, social], ends: 2026-11-30}"
PHONE = "---\nRing Sam on 07700 900123, any time.\n"


CLOCK = "photos: [{file: %s, alt: The ward clock, shows: nobody}]"
FOUND: dict[str, tuple[str, set[str]]] = {
    "a plain story": ("", set()),
    "one that can't be read": ("colour: red", {"story-fields"}),
    "an identifier in a file's name": (CLOCK % "bed-4_999_000_0018.jpg", {"identifier-nhs-number"}),
    "a face behind what is still the template's": (
        "photos: [{file: ward.jpg, alt: What somebody who cannot see the photo should know, shows: staff}]",
        {"template-words", "photo-consent"},
    ),
    "a reason that lets a rule rest": (
        "allow: [{rule: identifier-phone, reason: The help line of the charity}]\n" + PHONE,
        set(),
    ),
    "one that is withdrawn": ("withdrawn: {on: 2026-11-21, reason: Consent withdrawn}\n" + NO_CONSENT, set()),
}


@pytest.mark.parametrize(("example", "expected"), FOUND.values(), ids=FOUND)
def test_just_this_is_found(example: str, expected: set[str], write: Write, codes: Codes) -> None:
    write(example)
    assert codes() == expected


def test_a_missing_photo_is_found(write: Write, codes: Codes) -> None:
    write(CLOCK % "ward.jpg", photos=False)
    assert codes() == {"photo-missing"}


def test_a_file_that_is_no_photo_is_found(write: Write, codes: Codes) -> None:
    folder = write(CLOCK % "ward.jpg")
    (folder / "ward.jpg").write_bytes(b"MZ this is a program")
    assert codes()


def test_a_forgotten_file_is_found(write: Write, codes: Codes) -> None:
    folder = write()
    (folder / "IMG_2041.jpg").write_bytes(b"")
    assert codes() == {"photo-unused"}


def test_what_depends_on_the_day_is_asked_anew_each_day(write: Write, codes: Codes) -> None:
    write(ENDS_SOON)
    assert codes() == {"consent-ending"}
    assert codes(NOW + timedelta(days=8)) == {"consent-ended"}


@pytest.mark.parametrize(
    ("allow", "story", "expected"),
    [
        (
            "{rule: photo-consent, reason: She is my friend and said yes}",
            NO_CONSENT,
            {"allow-never", "photo-consent"},
        ),
        ("{rule: identifier-phone, reason: ok}", PHONE, {"allow-reason", "identifier-phone"}),
        (
            "{rule: identifier-fone, reason: It is a public number}",
            PHONE,
            {"allow-unknown", "identifier-phone"},
        ),
        ("{rule: identifier-car, reason: It is a museum piece}", PHONE, {"allow-unused", "identifier-phone"}),
    ],
)
def test_an_exception_that_is_not_right_is_spoken_of(
    allow: str, story: str, expected: set[str], write: Write, codes: Codes
) -> None:
    write(f"allow: [{allow}]\n{story}")
    assert codes() == expected


def test_a_draft_may_be_unfinished_but_not_unsafe(write: Write, check: Check) -> None:
    write("draft: yes\n---\nText Sam on 07700 900123.\n\n![](missing.jpg)")
    found = {story.code: story.severity for story in check()}
    assert found == {"identifier-phone": Severity.ERROR, "photo-not-listed": Severity.WARNING}


def test_an_identifier_stored_inside_a_photo_is_found(write: Write, check: Check) -> None:
    folder = write("photos:\n- {file: ward.jpg, alt: The ward clock, shows: nobody}")
    image = Image.open(folder / "ward.jpg")
    exif = image.getexif()
    exif[ExifTags.Base.ImageDescription] = "Bed 4, NHS number 999 000 0018"
    image.save(folder / "ward.jpg", exif=exif)
    (problem,) = check()
    assert problem.code == "identifier-nhs-number"
    assert "hidden data of “ward.jpg”" in problem.message
    assert problem.line == 7


@pytest.mark.parametrize(
    "name",
    [
        *("IMG_20261120_074512.jpg", "PXL_20261120_074512345.jpg", "DSC01234.jpg"),
        *("IMG-20261120-WA0012.jpg", "WhatsApp Image 2026-11-20 at 07.45.12.jpg", "P1020334.jpg"),
        *("Screenshot_2026-11-20-07-45-12.jpg", "received_2311929024330854.jpeg"),
        *("A6819583-0A49-872C-8755-38E6AC7BB674.JPG", "GettyImages-4884890523.jpg"),
    ],
)
def test_names_that_cameras_and_programs_give_are_no_identifiers(
    name: str, write: Write, codes: Codes
) -> None:
    write(f"photos: [{{file: {name}, alt: The ward clock, shows: nobody}}]")
    assert codes() == set()


def test_the_same_picture_under_two_names_is_found(write: Write, codes: Codes) -> None:
    clock = "file: ward.jpg, alt: The ward clock, shows: nobody"
    again = "file: again.jpg, alt: The clock once more, shows: nobody"
    folder = write(f"photos: [{{{clock}}}, {{{again}}}]")
    (folder / "again.jpg").write_bytes((folder / "ward.jpg").read_bytes())
    assert codes() == {"photo-duplicate"}


def test_a_story_just_begun_stops_nobody_elses_publish(write: Write, check: Check) -> None:
    """`./inv new` names a photo that its writer has still to take."""
    write("draft: yes\nphotos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]", photos=False)
    found = {story.code: story.severity for story in check()}
    assert found == {"photo-missing": Severity.WARNING}


def test_what_depends_on_the_day_is_asked_about_anew_each_day(write: Write, check: Check) -> None:
    # A story whose parts and years none of these look at is passed over.
    for rule in STORY_RULES:
        for failing in rule.failing if rule.date_dependent else ():
            write(failing)
            assert rule.code in {problem.code for problem in check()}
