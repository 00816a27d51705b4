"""The front matter of a story: every field a writer can use, strict about all else.

Each field's `description` and `examples` are what the problems, the templates of `./inv new` and the
documentation say about it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self, TypeVar

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

    form: Plain = Field(
        description="The form's reference. Never a name: what is once in git stays in its history",
        examples=["CF-0113"],
    )
    covers: tuple[Annotated[Literal["website", "social"], SmallLetters], ...] = Field(
        description="website, social, or both", examples=["[website, social]"], min_length=1
    )
    ends: Day | None = Field(None, description="The last day it holds", examples=["2031-11-20"])
    guardian: Plain | None = Field(None, description="For a child: the guardian's form", examples=["CF-0114"])


class Withdrawn(_Part):
    """A story, or one photo of it, taken back everywhere."""

    on: Day = Field(description="The day it was taken back", examples=["2026-12-01"])
    reason: Plain = Field(description="Why; it is not published", examples=["Consent withdrawn"])


class PhotoNote(_Part):
    """What a writer says about one photo."""

    file: FileName = Field(
        description="The photo's file name, in the story's folder", examples=["handover.heic"]
    )
    alt: Plain = Field(
        description="What somebody who cannot see it should know. At most 125 characters",
        examples=["Two nurses, backs to us, at the ward desk"],
    )
    caption: Plain | None = Field(
        None, description="What stands under it. Not the same words as alt", examples=["Handover at 7am."]
    )
    credit: Plain | None = Field(None, description="Who took it: a team, not a person", examples=["Ward 7"])
    shows: Annotated[Depicts, SmallLetters] = Field(
        description="Who can be seen: nobody, backs, staff, patients or children", examples=["staff"]
    )
    consent: Consent | None = Field(
        None,
        description="Needed for staff, patients and children",
        examples=["{form: CF-0113, covers: [website, social], ends: 2031-11-20}"],
    )
    focus: Focus | None = Field(
        None,
        description="What must stay when it is cropped: left top, or 30% 40%",
        examples=["left top", "30% 40%"],
    )
    withdrawn: Withdrawn | None = Field(None, description="Takes the photo back, and keeps the story")

    def may_be_shared(self) -> bool:
        """Whether it may be attached to a post or stand on a card."""
        if self.withdrawn:
            return False
        if self.consent is not None:
            return "social" in self.consent.covers
        return not self.shows.needs_consent


class Video(_Part):
    """A film in the story's folder, or somewhere else; that is asked when a reader presses play."""

    file: FileName | None = Field(
        None, description="The film, an .mp4 in the story's folder", examples=["garden.mp4"]
    )
    url: Link | None = Field(
        None,
        description="The video's address, when it is somewhere else",
        examples=["https://video.example/w/garden"],
    )
    title: Plain = Field(description="What it is called", examples=["A minute in the garden"])
    length: Plain | None = Field(None, description="How long it is", examples=["2:31"])
    captions: Captions | None = Field(
        None, description="yes when the video has captions, or a .vtt file", examples=["yes"]
    )
    transcript: Words | None = Field(
        None, description="What is said and shown, in Markdown", examples=["We hear birds."]
    )

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

    url: Link = Field(description="The video's address", examples=["https://video.example/w/garden-bsl"])
    title: Plain | None = Field(
        None,
        description="What it is called, when not “in British Sign Language”",
        examples=["The garden, signed"],
    )
    length: Plain | None = Field(None, description="How long it is", examples=["2:31"])


class Live(_Part):
    """Something that happens live, and its recording afterwards."""

    starts: Moment = Field(description="When it starts", examples=["2026-11-24 12:00"])
    ends: Moment = Field(description="When it ends", examples=["2026-11-24 13:00"])
    watch: Link = Field(description="Where to watch", examples=["https://live.example/kitchen"])
    recording: Link | None = Field(
        None, description="The recording, once there is one", examples=["https://video.example/w/kitchen"]
    )
    captions: Captions | None = Field(
        None, description="yes when the recording has captions, or a .vtt file", examples=["yes"]
    )
    transcript: Words | None = Field(
        None, description="What is said, in Markdown", examples=["Chef: good morning."]
    )

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        return _in_order(self, self.starts, self.ends)


class Event(_Part):
    """Come and say hello."""

    starts: Moment = Field(description="When it starts", examples=["2026-11-24 14:00"])
    ends: Moment | None = Field(None, description="When it ends", examples=["2026-11-24 16:00"])
    place: Plain = Field(description="Where it is", examples=["The canteen, Merrowdale General"])

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        return _in_order(self, self.starts, self.ends)


class Quote(_Part):
    """Somebody's own words, set large."""

    text: Plain = Field(description="The words", examples=["They never once made me feel a nuisance."])
    who: Plain = Field(
        description="Who said them: a role, not a patient's name", examples=["A patient on Ward 7"]
    )


class Thanks(_Part):
    """A thank-you: from whom, to whom."""

    to: Plain | None = Field(None, description="Who is thanked", examples=["Ward 7"])
    from_: Plain = Field(alias="from", description="Who says it", examples=["A grateful family"])


class Interview(_Part):
    """A conversation; in the text, `Q:` and `A:` start its paragraphs."""

    with_: Plain = Field(alias="with", description="Who answers", examples=["The night sister, Ward 7"])


class Audio(_Part):
    """A voice from a shift, played on the page and in the podcast."""

    file: FileName = Field(description="The sound file, in the story's folder", examples=["night.mp3"])
    title: Plain = Field(description="What it is called", examples=["Four in the morning"])
    transcript: Words = Field(description="What is said, in Markdown", examples=["It is four o'clock."])
    length: Plain | None = Field(None, description="How long it is", examples=["1:04"])


class Allow(_Part):
    """One rule that does not fit this story, with the reason."""

    rule: Plain = Field(description="The rule's code", examples=["title-length"])
    reason: Plain = Field(description="Why it is right here", examples=["It is the name of a prize."])


class FrontMatter(_Part):
    """Everything above a story's text."""

    title: Plain = Field(
        description="What the story is called", examples=['"Coming off shift: a night on Ward 7"']
    )
    summary: Plain = Field(
        description="One sentence: under the title, in the feed, and where it is shared",
        examples=["What a night on Ward 7 is really like, told at 7am with cold tea."],
    )
    date: Moment = Field(
        description="When it is published. Until then nothing of it is on the site",
        examples=["2026-11-20 07:45"],
    )
    category: Term = Field(description="One of the site's categories", examples=["People"])
    by: Plain | None = Field(
        None, description="Who tells it: a role and a team", examples=["The night sister, Ward 7"]
    )
    team: Term | None = Field(None, description="The team it is about", examples=["Ward 7"])
    hospital: Term | None = Field(None, description="Where it happened", examples=["Merrowdale General"])
    tags: tuple[Term, ...] = Field(
        (),
        description="A few words to find it by: at most 12, each with a plain letter or a digit",
        examples=["[nursing, nights]"],
        max_length=MOST_TAGS,
    )
    photos: tuple[PhotoNote, ...] = Field((), description="Its photos; the first one leads")
    post: Plain | None = Field(
        None,
        description="How it is announced, when not by its title",
        examples=['"Knackered, happy, proud. A night on Ward 7:"'],
    )
    announce: Announce = Field(True, description="yes, no, or a list of networks", examples=["yes"])
    video: Video | None = Field(None, description="A video to watch")
    bsl: Signed | None = Field(
        None, description="The story in British Sign Language: url, perhaps title and length"
    )
    live: Live | None = Field(None, description="Something happening live")
    event: Event | None = Field(None, description="An invitation: when and where")
    quote: Quote | None = Field(None, description="Words to set large")
    thanks: Thanks | None = Field(None, description="Makes the story a thank-you")
    interview: Interview | None = Field(None, description="Makes the story a conversation")
    audio: Audio | None = Field(None, description="A recording to listen to")
    aliases: tuple[OldAddress, ...] = Field(
        (),
        description="Addresses of old pages that should lead here, each as it was",
        examples=["[news/old-page/]"],
    )
    id: Key | None = Field(
        None,
        description="The folder it used to be in. Only when you rename a folder",
        examples=["2026/night-on-ward-7"],
    )
    withdrawn: Withdrawn | None = Field(None, description="Takes it back everywhere")
    draft: YesNo = Field(
        False, description="yes while it is not ready. Nothing of it is published", examples=["yes"]
    )
    allow: tuple[Allow, ...] = Field((), description="A rule that does not fit this story, and why")
    lang: Annotated[Literal["en", "cy"], SmallLetters] = Field(
        "en", description="en for English, cy for Welsh", examples=["cy"]
    )
    translation: Key | None = Field(
        None,
        description="The same story in the other language: its folder",
        examples=["2026/noson-ar-ward-7"],
    )
    modified: Moment | None = Field(
        None,
        description="When it last changed in a way that readers should know",
        examples=["2026-11-21 10:00"],
    )
    notes: Words | None = Field(
        None,
        description="Notes to editors, folded away at the end. Markdown",
        examples=["Ward 7 has 24 beds."],
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


_P = TypeVar("_P", bound=_Part)


def _in_order(part: _P, starts: datetime, ends: datetime | None) -> _P:
    if ends is not None and ends <= starts:
        raise field_error("It ends before it starts.", "Check the two times.")
    return part
