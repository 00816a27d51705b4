"""The Story: one folder, one page, one identity; and what the calendar takes off it."""

import hashlib
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from goodnews.story.dates import LONDON
from goodnews.story.front_matter import LineNumbers
from goodnews.story.model import FrontMatter, Live, PhotoNote

FEW_WORDS = 80
"""A story with one photo and no more words than this is about its picture."""
LIVE_FOR = timedelta(days=14)
"""After this the regulations take what was live for recorded (SI 2018/952), so it has to have captions."""


class Visibility(StrEnum):
    """What the public may see of a story at a given moment."""

    PUBLIC = "public"
    DRAFT = "draft"
    EMBARGOED = "embargoed"
    WITHDRAWN = "withdrawn"


class StoryFormat(StrEnum):
    """How a story is set; the front matter alone decides."""

    LIVE = "live"
    INVITATION = "invitation"
    VIDEO = "video"
    AUDIO = "audio"
    INTERVIEW = "interview"
    THANKS = "thanks"
    QUOTE = "quote"
    GALLERY = "gallery"
    PICTURE = "picture"
    PLAIN = "plain"


@dataclass(frozen=True)
class Story:
    """A story as its folder holds it.

    Attributes:
        path: of its folder, absolute.
        file: its `story.md`, posix path from the project's root.
        key: its folder below `content/stories`, `2026/night-on-ward-7`.
        body: the text, Markdown; it starts on `body_line` of the file.
        lines: where each value of the front matter stands.
        digest: SHA-256 of the file's bytes, hex.
    """

    path: str
    file: str
    key: str
    meta: FrontMatter
    body: str
    body_line: int
    lines: LineNumbers
    digest: str

    @cached_property
    def folder(self) -> Path:
        """Where its files are. Most builds ask for none of them, and paths are slow to make."""
        return Path(self.path)

    @property
    def identity(self) -> str:
        """What feeds and networks know it by; editing the text or the title never changes it."""
        return self.meta.id or self.key

    @property
    def address(self) -> str:
        """Its place on the site, from the folder: `stories/2026/night-on-ward-7/`."""
        return f"stories/{self.key}/"

    @property
    def shared_photo(self) -> PhotoNote | None:
        """The first photo that may be attached to a post or stand on a card."""
        return next((note for note in self.meta.photos if note.may_be_shared()), None)

    def visibility(self, now: datetime) -> Visibility:
        """What may be seen of it at `now` (aware)."""
        if self.meta.withdrawn:
            # A story that never went out leaves nothing to take back.
            never_out = self.meta.draft or self.meta.date > now
            return Visibility.DRAFT if never_out else Visibility.WITHDRAWN
        if self.meta.draft:
            return Visibility.DRAFT
        return Visibility.EMBARGOED if self.meta.date > now else Visibility.PUBLIC

    @cached_property
    def shape(self) -> StoryFormat:
        """How it is set: the first of the front matter's special parts, else by its photos."""
        meta = self.meta
        parts = {
            StoryFormat.LIVE: meta.live,
            StoryFormat.INVITATION: meta.event,
            StoryFormat.VIDEO: meta.video,
            StoryFormat.AUDIO: meta.audio,
            StoryFormat.INTERVIEW: meta.interview,
            StoryFormat.THANKS: meta.thanks,
            StoryFormat.QUOTE: meta.quote,
        }
        special = next((shape for shape, part in parts.items() if part), None)
        if special:
            return special
        if len(meta.photos) >= 4:
            return StoryFormat.GALLERY
        if len(meta.photos) == 1 and len(self.body.split()) <= FEW_WORDS:
            return StoryFormat.PICTURE
        return StoryFormat.PLAIN


def shown_on(story: Story, day: date) -> Story:
    """The story as it may be shown on a day in London; the same one when nothing has to be left out.

    Without it are photos whose consent ended, and a recording that has no captions in time.
    """
    gone = {note.file for note in story.meta.photos if note.withdrawn or _is_past(_last_day(note), day)}
    if gone:
        story = without_photos(story, gone)
    live = story.meta.live
    if live and _is_past(_recording_ends(live), day):
        meta = story.meta.model_copy(update={"live": live.model_copy(update={"recording": None})})
        story = _changed(replace(story, meta=meta), "recording")
    return story


def last_day(story: Story) -> date | None:
    """The last day on which a story may be shown as it is; None when the calendar takes nothing from it."""
    live = story.meta.live
    days = [*map(_last_day, story.meta.photos), _recording_ends(live) if live else None]
    return min((day for day in days if day), default=None)


def without_photos(story: Story, files: Container[str]) -> Story:
    """The story without some of its photos; what is left keeps its lines."""
    left = [number for number, note in enumerate(story.meta.photos) if note.file not in files]
    names = [note.file for note in story.meta.photos if note.file in files]
    lines = {path: line for path, line in story.lines.at.items() if path[:1] != ("photos",) or len(path) == 1}
    for new, old in enumerate(left):
        for path, line in story.lines.at.items():
            if path[:2] == ("photos", old):
                lines[("photos", new, *path[2:])] = line
    meta = story.meta.model_copy(update={"photos": tuple(story.meta.photos[number] for number in left)})
    return _changed(replace(story, meta=meta, lines=LineNumbers(lines)), *names)


def is_recording(live: Live, day: date) -> bool:
    """Whether what was live counts as recorded by now, and has neither captions nor a transcript."""
    return _is_past(_captions_due(live), day)


def _changed(story: Story, *gone: str) -> Story:
    """Another digest: pages are made again when what they show is another story."""
    return replace(story, digest=hashlib.sha256("\n".join([story.digest, *gone]).encode()).hexdigest())


def _last_day(note: PhotoNote) -> date | None:
    return note.consent.ends if note.consent else None


def _recording_ends(live: Live) -> date | None:
    return _captions_due(live) if live.recording else None


def _captions_due(live: Live) -> date | None:
    if live.captions or live.transcript:
        return None
    return live.ends.astimezone(LONDON).date() + LIVE_FOR


def _is_past(last: date | None, day: date) -> bool:
    return last is not None and last < day
