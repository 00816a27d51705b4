"""Sound and caption files that a story names: looked at, given a name from their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from goodnews.problems import ContentError, Problem, Severity
from goodnews.sounds.sound import read_sound, without_tags
from goodnews.story import Story

LARGEST_CAPTIONS = 500_000
"""Bytes; captions for an hour have about 80,000."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A sound or a caption file of a story, published at `/files/<name>`.

    Attributes:
        name: its published name, from its content: `3fa2c19b0d12.mp3`.
        type: its media type.
        size: of what is published, in bytes.
        path: where the file is, as it was handed in. Publish `data()`, never the file itself.
        seconds: how long a sound is; 0 when it does not say.
    """

    name: str
    type: str
    size: int
    path: Path
    seconds: int = 0

    def data(self) -> bytes:
        """Read what is published: a sound without the names and places that phones write into it."""
        data = self.path.read_bytes()
        return without_tags(data) if self.type.startswith("audio/") else data

    @property
    def address(self) -> str:
        """Its place on the site."""
        return f"files/{self.name}"


def read_attachments(story: Story) -> tuple[dict[str, Attachment], tuple[Problem, ...]]:
    """Give a story's attachments by the name it calls them, and what is wrong with the others."""
    found: dict[str, Attachment] = {}
    problems: list[Problem] = []
    if story.front.audio:
        try:
            found[story.front.audio.file] = _sound(story, story.front.audio.file)
        except ContentError as error:
            problems.extend(error.problems)
    for part, owner in (("video", story.front.video), ("live", story.front.live)):
        if owner and isinstance(owner.captions, str):
            captions = _captions(story, owner.captions, part)
            if isinstance(captions, Problem):
                problems.append(captions)
            else:
                found[owner.captions] = captions
    return found, tuple(problems)


def _sound(story: Story, name: str) -> Attachment:
    sound = read_sound(story.folder / name, story.file, story.lines("audio", "file"))
    return Attachment(sound.name, sound.type, sound.size, sound.source, sound.seconds)


def _captions(story: Story, name: str, part: str) -> Attachment | Problem:
    def wrong(what: str, fix: str) -> Problem:
        line = story.lines(part, "captions")
        return Problem(story.file, line, Severity.ERROR, "captions-file", what, fix)

    path = story.folder / name
    if path.is_symlink() or not path.is_file():
        return wrong(f"“{name}” is not in the story's folder.", "Add the file, or correct its name.")
    if path.suffix.lower() != ".vtt" or path.stat().st_size > LARGEST_CAPTIONS:
        return wrong(f"“{name}” is not a caption file.", "Save the captions as WebVTT, ending in .vtt.")
    data = path.read_bytes()
    if not data.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return wrong(f"“{name}” does not start with WEBVTT.", "Save the captions as WebVTT again.")
    return Attachment(f"{hashlib.sha256(data).hexdigest()[:12]}.vtt", "text/vtt", len(data), path)
