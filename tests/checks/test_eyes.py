"""What the rules say of what may be seen in a story's photos."""

from dataclasses import replace

import pytest

from goodnews.checks.eyes import check_sightings
from goodnews.photos.eyes import PhotoArea, PhotoWords, Sighting
from goodnews.problems import Problem, Severity

from .conftest import Read

BOX = PhotoArea(0.1, 0.1, 0.2, 0.2)


def problems(context: Read, sighting: Sighting, shows: str = "nobody", more: str = "") -> list[Problem]:
    story = context(f"photos: [{{file: ward.jpg, alt: The ward clock, shows: {shows}}}]\n{more}")
    return check_sightings(replace(story, sightings={"ward.jpg": sighting}))


def lines(*texts: str) -> Sighting:
    return Sighting(words=tuple(PhotoWords(text, BOX) for text in texts))


@pytest.mark.parametrize("shows", ["nobody", "backs"])
def test_a_face_where_none_should_be_is_a_warning_that_is_not_sure(context: Read, shows: str) -> None:
    (problem,) = problems(context, Sighting((BOX,)), shows)
    assert (problem.code, problem.severity) == ("photo-face", Severity.WARNING)
    assert problem.message.startswith("There may be a face here, in “ward.jpg”")


def test_a_face_of_somebody_who_said_yes_is_no_problem(context: Read) -> None:
    assert problems(context, Sighting((BOX,)), "staff") == []


@pytest.mark.parametrize(
    "read", [("NHS 999 000 0018",), ("NHS number", "999 000 0018"), ("Bed 4", "DOB 12/03/1941")]
)
def test_an_identifier_on_a_whiteboard_is_an_error_and_never_repeated(
    context: Read, read: tuple[str, ...]
) -> None:
    found = problems(context, lines(*read))
    errors = [problem for problem in found if problem.is_error]
    assert len(errors) == 1
    assert errors[0].code in {"identifier-nhs-number", "identifier-birth-date"}
    assert "picture “ward.jpg”" in errors[0].message
    assert not any("0018" in problem.message or "1941" in problem.message for problem in found)


def test_other_words_are_advice_and_their_numbers_are_left_out(context: Read) -> None:
    (problem,) = problems(context, lines("Croeso", "Lift 2", "Box 40 55 21"))
    assert (problem.code, problem.severity) == ("photo-words", Severity.ADVICE)
    assert "“Croeso Lift 2 Box …”" in problem.message


def test_a_code_is_a_warning(context: Read) -> None:
    (problem,) = problems(context, Sighting(codes=(BOX,)))
    assert (problem.code, problem.severity) == ("photo-code", Severity.WARNING)
    assert problem.message == "There may be a barcode here, in “ward.jpg”."


@pytest.mark.parametrize(
    ("sighting", "message"),
    [
        (Sighting(unread=1), "There is more print in “ward.jpg” than was read: a line of it."),
        (Sighting(unread=42), "There is more print in “ward.jpg” than was read: 42 lines of it."),
        (Sighting(is_too_heavy=True), "“ward.jpg” is too heavy to look into as it is."),
    ],
)
def test_nothing_is_vouched_for_that_was_not_read(context: Read, sighting: Sighting, message: str) -> None:
    (problem,) = problems(context, sighting)
    assert (problem.code, problem.severity) == ("photo-unread", Severity.WARNING)
    assert problem.message == message


def test_a_story_may_say_that_a_face_is_nobodys_but_never_allow_a_number(context: Read) -> None:
    more = (
        "allow: [{rule: photo-face, reason: The doll of the play room.}, "
        "{rule: photo-words, reason: It is our own poster.}, "
        "{rule: identifier-nhs-number, reason: It is nobody's at all.}]"
    )
    sighting = Sighting((BOX,), lines("NHS 999 000 0018").words)
    assert [problem.code for problem in problems(context, sighting, more=more)] == ["identifier-nhs-number"]


def test_what_was_not_looked_into_has_no_problem(context: Read) -> None:
    assert check_sightings(context("photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]")) == []
