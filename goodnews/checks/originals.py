"""Originals: what a photo or a recording beside a story still says to whoever can read the repository."""

import re
from collections.abc import Iterator

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.metadata import Field, Tells
from goodnews.problems import Severity

HIDDEN_DATA = "original-hidden-data"
"""The rule whose finding is an error where everybody can read the repository."""

_TIDY = (
    "Run ./inv tidy; for a pull request, the team runs ./inv tidy --pull-request with its number. "
    "docs/running.md says how to purge what is public already."
)
_NO_PERSON = re.compile(
    r"\b(?:team|trust|hospitals?|wards?|communications|comms|nhs|department|office|photography|studio|unknown)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Baby)\.? +[^\W\d_a-z]")
_NEAR = {
    Tells.PLACE: "where it was taken",
    Tells.DEVICE: "by which phone or camera",
}


@rule(
    "original-names-person",
    Severity.ERROR,
    summary="No photo or recording says a person's name in its hidden data.",
    hint=_TIDY,
    guards=True,
    passing=("photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]",),
)
def original_names_person(context: StoryContext) -> Iterator[Found]:
    """A tag on a face, an artist, “Mrs … bed 4”: whoever can read the repository can read it."""
    for file, fields in context.originals.items():
        names = dict.fromkeys(found.name for found in fields if _names_person(found))
        if names:
            message = f"“{file}” seems to hold a person's name in its hidden data ({', '.join(names)})."
            yield Found(context.line_of_file(file), message)


def _names_person(found: Field) -> bool:
    if found.tells is Tells.PERSON:
        return bool(found.text) and not _NO_PERSON.search(found.text)
    return bool(_SOMEBODY.search(found.text))


@rule(
    HIDDEN_DATA,
    Severity.WARNING,
    summary="Photos and recordings are tidy before they are in git. On a pull request to a repository that "
    "everybody can read, this is an error.",
    hint=_TIDY,
    passing=("photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]",),
)
def original_hidden_data(context: StoryContext) -> Iterator[Found]:
    """The site's copies say nothing, but the original is as public as the repository, pull requests too."""
    for file, fields in context.originals.items():
        about = [words for tells, words in _NEAR.items() if any(found.tells is tells for found in fields)]
        if about:
            yield Found(context.line_of_file(file), f"“{file}” still says {' and '.join(about)}.")


RULES = (original_names_person, original_hidden_data)
