"""AudioFile and caption files that a story names: looked at, given a name from their content."""

import hashlib

from goodnews.audio import read_audio
from goodnews.problems import ContentError, Problem, Severity
from goodnews.rendered import Attachment
from goodnews.story import Story

LARGEST_CAPTIONS = 500_000
"""Bytes; captions for an hour have about 80,000."""


def find_attachments(story: Story) -> tuple[dict[str, Attachment], tuple[Problem, ...]]:
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
    sound = read_audio(story.folder / name, story.file, story.lines("audio", "file"))
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
