"""What may be seen in the photos, by programs that warn and never vouch: a face, words, a code."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property

from goodnews.checks.context import StoryContext
from goodnews.checks.identities import RULES as IDENTITIES
from goodnews.checks.passages import Passage
from goodnews.checks.rules import Found, rule
from goodnews.problems import Problem, Severity
from goodnews.story import PhotoNote

_MOST_LETTERS = 120
_NUMBER = re.compile(r"\d(?:\W?\d){3,}")
"""Four digits or more. They are not repeated: check results are read in public."""

_CLOCK = "photos: [{file: ward.jpg, alt: The ward clock, shows: nobody}]"


class PictureContext(StoryContext):
    """A story of which only the words that can be read in its photos are looked at."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """A passage for each photo."""
        return tuple(
            Passage(f"picture “{photo.file}”", line, words)
            for line, photo in self.photos("file")
            if (words := _words(self, photo.file))
        )


def check_sightings(context: StoryContext) -> list[Problem]:
    """What the rules say of a story's `sightings`, but for what it allows."""
    allowed = {entry.rule for entry in context.story.meta.allow}
    problems = {problem for rule in RULES if rule.code not in allowed for problem in rule.check(context)}
    return sorted(problems | _identifying(context, allowed))


def _identifying(context: StoryContext, allowed: Collection[str] = ()) -> set[Problem]:
    """The identifiers among the words in the photos, but for those of a kind that is allowed."""
    pictures = PictureContext(context.story, context.config, context.today, sightings=context.sightings)
    rules = [rule for rule in IDENTITIES if not (rule.allow and rule.code in allowed)]
    return {problem for rule in rules for problem in rule.check(pictures)}


@rule(
    "photo-face",
    Severity.WARNING,
    summary="A photo that shows nobody, or backs alone, has no face in it.",
    hint="Look at it closely, at its corners and at screens and mirrors in it. If somebody could be "
    "recognised, say whom it shows and record their consent, or take another photo.",
    allow="when the face is nobody's: a doll's, a poster's, a drawing's",
    needs_eyes=True,
    passing=(_CLOCK,),
)
def photo_face(context: StoryContext) -> Iterator[Found]:
    """A face may be somebody behind the backs, on a screen or in a mirror."""
    for line, photo in _photos(context):
        faces = len(context.sightings[photo.file].faces)
        if faces and not photo.shows.needs_consent:
            many = "a face" if faces == 1 else f"{faces} faces"
            yield Found(
                line, f"There may be {many} here, in “{photo.file}”, which says shows: {photo.shows}."
            )


@rule(
    "photo-words",
    Severity.ADVICE,
    summary="Words that can be read in a photo are meant to be read.",
    hint="Look at whiteboards, screens, badges, notes and envelopes in it: does one of them say who "
    "somebody is? Then take another photo.",
    allow="when all words in the photo are meant to be read",
    needs_eyes=True,
    passing=(_CLOCK,),
)
def photo_words(context: StoryContext) -> Iterator[Found]:
    """A name on a whiteboard is the same as one in the text."""
    for line, photo in _photos(context):
        if not (words := _words(context, photo.file)):
            continue
        alone = replace(context, sightings={photo.file: context.sightings[photo.file]})
        shown = _NUMBER.sub("…", words)[:_MOST_LETTERS]
        quoted = "; they are not repeated here" if _identifying(alone) else f": “{shown}”"
        yield Found(line, f"There may be words to read in “{photo.file}”{quoted}.")


@rule(
    "photo-code",
    Severity.WARNING,
    summary="No barcode of a patient's is in a photo.",
    hint="A telephone reads a wristband, a label or a form off a photo. If the code could be one of those, "
    "take another photo.",
    allow="when the code is a thing's or a poster's, not a person's",
    needs_eyes=True,
    passing=(_CLOCK,),
)
def photo_code(context: StoryContext) -> Iterator[Found]:
    """What a wristband says is read off it by any telephone."""
    for line, photo in _photos(context):
        if context.sightings[photo.file].codes:
            yield Found(line, f"There may be a barcode here, in “{photo.file}”.")


@rule(
    "photo-unread",
    Severity.WARNING,
    summary="All that is written in a photo has been read, by a program or by you.",
    hint="Read it yourself: noticeboards, screens, forms and labels, down to the smallest print. Or take the "
    "photo without them.",
    allow="when somebody has read every word in it",
    needs_eyes=True,
    passing=(_CLOCK,),
)
def photo_unread(context: StoryContext) -> Iterator[Found]:
    """Nothing is vouched for that no program has read."""
    for line, photo in _photos(context):
        sighting = context.sightings[photo.file]
        if sighting.is_too_heavy:
            yield Found(
                line,
                f"“{photo.file}” is too heavy to look into as it is.",
                "Run ./inv tidy, which makes it lighter, and look again; or look at it yourself, closely.",
            )
        elif sighting.unread:
            lines = "a line" if sighting.unread == 1 else f"{sighting.unread} lines"
            yield Found(line, f"There is more print in “{photo.file}” than was read: {lines} of it.")


def _photos(context: StoryContext) -> Iterator[tuple[int, PhotoNote]]:
    """The photos that were looked into, each with its line."""
    return ((line, photo) for line, photo in context.photos("file") if photo.file in context.sightings)


def _words(context: StoryContext, file: str) -> str:
    """All that can be read in a photo; a number and what announces it may be two lines of it."""
    sighting = context.sightings.get(file)
    return " ".join(words.text for words in sighting.words) if sighting else ""


RULES = (photo_face, photo_words, photo_unread, photo_code)
