"""What may be seen in the photos, by programs that warn and never vouch: a face, words, a code."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from goodnews.checks.context import StoryContext
from goodnews.checks.identities import RULES as IDENTITIES
from goodnews.checks.passages import Passage
from goodnews.checks.rules import Found, Rule
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
    found = [(rule, found) for rule in RULES for found in rule.find(context)]
    found += _identifying(context)
    return sorted(
        {rule.tell(context, found) for rule, found in found if not (rule.allow and rule.code in allowed)}
    )


def _identifying(context: StoryContext) -> list[tuple[Rule, Found]]:
    """The identifiers among the words in the photos."""
    pictures = PictureContext(context.story, context.config, context.today, sightings=context.sightings)
    return [(rule, found) for rule in IDENTITIES for found in rule.find(pictures)]


def _faces(context: StoryContext) -> Iterator[Found]:
    for line, photo in _photos(context):
        faces = len(context.sightings[photo.file].faces)
        if faces and not photo.shows.needs_consent:
            many = "a face" if faces == 1 else f"{faces} faces"
            yield Found(
                line, f"There may be {many} here, in “{photo.file}”, which says shows: {photo.shows}."
            )


def _readable(context: StoryContext) -> Iterator[Found]:
    for line, photo in _photos(context):
        if not (words := _words(context, photo.file)):
            continue
        alone = replace(context, sightings={photo.file: context.sightings[photo.file]})
        shown = _NUMBER.sub("…", words)[:_MOST_LETTERS]
        quoted = "; they are not repeated here" if _identifying(alone) else f": “{shown}”"
        yield Found(line, f"There may be words to read in “{photo.file}”{quoted}.")


def _codes(context: StoryContext) -> Iterator[Found]:
    for line, photo in _photos(context):
        if context.sightings[photo.file].codes:
            yield Found(line, f"There may be a barcode here, in “{photo.file}”.")


def _unread(context: StoryContext) -> Iterator[Found]:
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


def _rule(
    code: str,
    severity: Severity,
    find: Callable[[StoryContext], Iterator[Found]],
    summary: str,
    hint: str,
    allow: str,
) -> Rule:
    return Rule(code, severity, summary, hint, find, allow, passing=(_CLOCK,), needs_eyes=True)


RULES = (
    _rule(
        "photo-face",
        Severity.WARNING,
        _faces,
        "A photo that shows nobody, or backs alone, has no face in it.",
        "Look at it closely, at its corners and at screens and mirrors in it. If somebody could be "
        "recognised, say whom it shows and record their consent, or take another photo.",
        "when the face is nobody's: a doll's, a poster's, a drawing's",
    ),
    _rule(
        "photo-words",
        Severity.ADVICE,
        _readable,
        "Words that can be read in a photo are meant to be read.",
        "Look at whiteboards, screens, badges, notes and envelopes in it: does one of them say who "
        "somebody is? Then take another photo.",
        "when all words in the photo are meant to be read",
    ),
    _rule(
        "photo-unread",
        Severity.WARNING,
        _unread,
        "All that is written in a photo has been read, by a program or by you.",
        "Read it yourself: noticeboards, screens, forms and labels, down to the smallest print. Or take the "
        "photo without them.",
        "when somebody has read every word in it",
    ),
    _rule(
        "photo-code",
        Severity.WARNING,
        _codes,
        "No barcode of a patient's is in a photo.",
        "A telephone reads a wristband, a label or a form off a photo. If the code could be one of those, "
        "take another photo.",
        "when the code is a thing's or a poster's, not a person's",
    ),
)
