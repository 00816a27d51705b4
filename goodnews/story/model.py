"""The front matter of a story: every field a writer can use, strict about all else.

Each field's `description` and `examples` are what the problems, the templates of `./inv new` and the
documentation say about it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from goodnews.story.fields import (
    Announce,
    Captions,
    Day,
    FileName,
    Focus,
    Key,
    Link,
    Moment,
    OldAddress,
    Plain,
    References,
    SmallLetters,
    Term,
    Words,
    YesNo,
    field_error,
)

MOST_TAGS = 12
"""Each has a list of stories and two feeds."""


class _Part(BaseModel):
    # Only the whole is ever asked to read anything: its parts need not be made ready one by one.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False, defer_build=True)


def _required(description: str, *examples: str) -> Any:
    """A field that has to be there."""
    return Field(description=description, examples=list(examples))


def _optional(description: str, *examples: str) -> Any:
    """A field that may be left out, and is None then."""
    return Field(None, description=description, examples=list(examples) or None)


class Depicts(StrEnum):
    """Who can be seen in a photo."""

    NOBODY = "nobody"
    BACKS = "backs"
    STAFF = "staff"
    PATIENTS = "patients"
    CHILDREN = "children"

    @property
    def needs_consent(self) -> bool:
        """Whether a face can be seen, so that somebody has to have said yes."""
        return self not in {Depicts.NOBODY, Depicts.BACKS}


class Consent(_Part):
    """The record of a yes: a form's reference, never a name."""

    form: References = _required(
        "The form's reference. Never a name: what is once in git stays in its history", "CF-0113"
    )
    covers: tuple[Annotated[Literal["website", "social"], SmallLetters], ...] = Field(
        description="website, social, or both", examples=["[website, social]"], min_length=1
    )
    ends: Day | None = _optional("The last day it holds", "2031-11-20")
    guardian: References | None = _optional("For a child: the guardian's form", "CF-0114")


class Withdrawn(_Part):
    """A story, or one photo of it, taken back everywhere."""

    on: Day = _required("The day it was taken back", "2026-12-01")
    reason: Plain = _required("Why; it is not published", "Consent withdrawn")


class PhotoNote(_Part):
    """What a writer says about one photo."""

    file: FileName = _required("The photo's file name, in the story's folder", "handover.heic")
    alt: Plain = _required(
        "What somebody who cannot see it should know. At most 125 characters",
        "Two nurses, backs to us, at the ward desk",
    )
    caption: Plain | None = _optional("What stands under it. Not the same words as alt", "Handover at 7am.")
    credit: Plain | None = _optional("Who took it: a team, not a person", "Ward 7")
    shows: Annotated[Depicts, SmallLetters] = _required(
        "Who can be seen: nobody, backs, staff, patients or children", "staff"
    )
    consent: Consent | None = _optional(
        "Needed for staff, patients and children",
        "{form: CF-0113, covers: [website, social], ends: 2031-11-20}",
    )
    focus: Focus | None = _optional(
        "What must stay when it is cropped: left top, or 30% 40%", "left top", "30% 40%"
    )
    withdrawn: Withdrawn | None = _optional("Takes the photo back, and keeps the story")

    def may_be_shared(self) -> bool:
        """Whether it may be attached to a post or stand on a card."""
        if self.withdrawn:
            return False
        if self.consent is not None:
            return "social" in self.consent.covers
        return not self.shows.needs_consent


class Video(_Part):
    """A film in the story's folder, or somewhere else; that is asked when a reader presses play."""

    file: FileName | None = _optional("The film, an .mp4 in the story's folder", "garden.mp4")
    url: Link | None = _optional(
        "The video's address, when it is somewhere else", "https://video.example/w/garden"
    )
    title: Plain = _required("What it is called", "A minute in the garden")
    length: Plain | None = _optional("How long it is", "2:31")
    captions: Captions | None = _optional("yes when the video has captions, or a .vtt file", "yes")
    transcript: Words | None = _optional("What is said and shown, in Markdown", "We hear birds.")

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if bool(self.file) == bool(self.url):
            message = "It has both file: and url:." if self.file else "It does not say where the film is."
            raise field_error(
                message, "Write file: with its .mp4 in the story's folder, or url: with its address."
            )
        return self


class Signed(_Part):
    """The story in British Sign Language, somewhere else."""

    url: Link = _required("The video's address", "https://video.example/w/garden-bsl")
    title: Plain | None = _optional(
        "What it is called, when not “in British Sign Language”", "The garden, signed"
    )
    length: Plain | None = _optional("How long it is", "2:31")


class Live(_Part):
    """Something that happens live, and its recording afterwards."""

    starts: Moment = _required("When it starts", "2026-11-24 12:00")
    ends: Moment = _required("When it ends", "2026-11-24 13:00")
    watch: Link = _required("Where to watch", "https://live.example/kitchen")
    recording: Link | None = _optional("The recording, once there is one", "https://video.example/w/kitchen")
    captions: Captions | None = _optional("yes when the recording has captions, or a .vtt file", "yes")
    transcript: Words | None = _optional("What is said, in Markdown", "Chef: good morning.")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        return _in_order(self, self.starts, self.ends)


class Event(_Part):
    """Come and say hello."""

    starts: Moment = _required("When it starts", "2026-11-24 14:00")
    ends: Moment | None = _optional("When it ends", "2026-11-24 16:00")
    place: Plain = _required("Where it is", "The canteen, Merrowdale General")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        return _in_order(self, self.starts, self.ends)


class Quote(_Part):
    """Somebody's own words, set large."""

    text: Plain = _required("The words", "They never once made me feel a nuisance.")
    who: Plain = _required("Who said them: a role, not a patient's name", "A patient on Ward 7")


class Thanks(_Part):
    """A thank-you: from whom, to whom."""

    to: Plain | None = _optional("Who is thanked", "Ward 7")
    from_: Plain = Field(alias="from", description="Who says it", examples=["A grateful family"])


class Interview(_Part):
    """A conversation; in the text, `Q:` and `A:` start its paragraphs."""

    with_: Plain = Field(alias="with", description="Who answers", examples=["The night sister, Ward 7"])


class Audio(_Part):
    """A voice from a shift, played on the page and in the podcast."""

    file: FileName = _required("The sound file, in the story's folder", "night.mp3")
    title: Plain = _required("What it is called", "Four in the morning")
    transcript: Words = _required("What is said, in Markdown", "It is four o'clock.")
    length: Plain | None = _optional("How long it is", "1:04")


class Allow(_Part):
    """One rule that does not fit this story, with the reason."""

    rule: Plain = _required("The rule's code", "title-length")
    reason: Plain = _required("Why it is right here", "It is the name of a prize.")


class FrontMatter(_Part):
    """Everything above a story's text."""

    title: Plain = _required("What the story is called", '"Coming off shift: a night on Ward 7"')
    summary: Plain = _required(
        "One sentence: under the title, in the feed, and where it is shared",
        "What a night on Ward 7 is really like, told at 7am with cold tea.",
    )
    date: Moment = _required(
        "When it is published. Until then nothing of it is on the site", "2026-11-20 07:45"
    )
    category: Term = _required("One of the site's categories", "People")
    by: Plain | None = _optional("Who tells it: a role and a team", "The night sister, Ward 7")
    team: Term | None = _optional("The team it is about", "Ward 7")
    hospital: Term | None = _optional("Where it happened", "Merrowdale General")
    tags: tuple[Term, ...] = Field(
        (),
        description="A few words to find it by: at most 12, each with a plain letter or a digit",
        examples=["[nursing, nights]"],
        max_length=MOST_TAGS,
    )
    photos: tuple[PhotoNote, ...] = Field((), description="Its photos; the first one leads")
    post: Plain | None = _optional(
        "How it is announced, when not by its title", '"Knackered, happy, proud. A night on Ward 7:"'
    )
    announce: Announce = Field(True, description="yes, no, or a list of networks", examples=["yes"])
    video: Video | None = _optional("A video to watch")
    bsl: Signed | None = _optional("The story in British Sign Language: url, perhaps title and length")
    live: Live | None = _optional("Something happening live")
    event: Event | None = _optional("An invitation: when and where")
    quote: Quote | None = _optional("Words to set large")
    thanks: Thanks | None = _optional("Makes the story a thank-you")
    interview: Interview | None = _optional("Makes the story a conversation")
    audio: Audio | None = _optional("A recording to listen to")
    aliases: tuple[OldAddress, ...] = Field(
        (),
        description="Addresses of old pages that should lead here, each as it was",
        examples=["[news/old-page/]"],
    )
    id: Key | None = _optional(
        "The folder it used to be in. Only when you rename a folder", "2026/night-on-ward-7"
    )
    withdrawn: Withdrawn | None = _optional("Takes it back everywhere")
    draft: YesNo = Field(
        False, description="yes while it is not ready. Nothing of it is published", examples=["yes"]
    )
    allow: tuple[Allow, ...] = Field((), description="A rule that does not fit this story, and why")
    lang: Annotated[Literal["en", "cy"], SmallLetters] = Field(
        "en", description="en for English, cy for Welsh", examples=["cy"]
    )
    translation: Key | None = _optional(
        "The same story in the other language: its folder", "2026/noson-ar-ward-7"
    )
    modified: Moment | None = _optional(
        "When it last changed in a way that readers should know", "2026-11-21 10:00"
    )
    notes: Words | None = _optional(
        "Notes to editors, folded away at the end. Markdown", "Ward 7 has 24 beds."
    )

    @field_validator("photos")
    @classmethod
    def _photos_are_named_once(cls, photos: tuple[PhotoNote, ...]) -> tuple[PhotoNote, ...]:
        files = [photo.file.casefold() for photo in photos]
        for number, file in enumerate(files):
            if file in files[:number]:
                raise field_error(
                    f"“{photos[number].file}” is in the list of photos twice.", "Keep one of the two."
                )
        return photos


FIELD_NAMES = frozenset(
    info.alias or name for part in _Part.__subclasses__() for name, info in part.model_fields.items()
)
"""What a writer can call a line, wherever it stands."""

_P = TypeVar("_P", bound=_Part)


def _in_order(part: _P, starts: datetime, ends: datetime | None) -> _P:
    if ends is not None and ends <= starts:
        raise field_error("It ends before it starts.", "Check the two times.")
    return part
