"""The Story: one folder, one page, one identity."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from goodnews.story.front_matter import LineNumbers
from goodnews.story.model import FrontMatter


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


FEW_WORDS = 80
"""A story with one photo and no more words than this is about its picture."""


@dataclass(frozen=True)
class Story:
    """A story as its folder holds it.

    Attributes:
        path: of its folder, absolute.
        file: its `story.md`, posix path from the project's root.
        key: its folder below `content/stories`, `2026/night-on-ward-7`.
        meta: everything above the text.
        body: the text, Markdown.
        body_line: the line of the file that the text starts on.
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
