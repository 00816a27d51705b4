"""Recordings, films and captions that a story names: opened, and named by what is published of them."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from goodnews.audio import m4a, mp3, mp4
from goodnews.audio.sound import AttachmentError, Sound
from goodnews.file_types import MEDIA_TYPES
from goodnews.problems import Problem, Severity
from goodnews.story import Story
from goodnews.story.file_names import nearest_file

MAX_BYTES = 25_000_000
"""Of a recording or a film, as no host takes more; half an hour of speech as MP3 has about 20 million."""
MAX_CAPTION_BYTES = 500_000
"""Captions for an hour have about 80,000."""
CODE = "recording-file"
"""The rule that says what is wrong with them."""

_STARTS = re.compile(rb"WEBVTT(?=[ \t\r\n]|\Z)")
_TIME = rb"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES = re.compile(rb"^[ \t]*" + _TIME + rb"[ \t]*-->[ \t]*" + _TIME + rb"(?![\d.,])", re.MULTILINE)
"""When a caption is shown (WebVTT, 6.3)."""
_BESIDE = "Put the file beside story.md, or correct its name."


class Attachment(NamedTuple):
    """A recording, a film or a caption file of a story, published at `/files/<name>`.

    Attributes:
        name: its published name, from its content: `3fa2c19b0d12.mp3`.
        type: its media type.
        size: of what is published, in bytes.
        path: where the file is, as it was handed in. Publish `data()`, never the file itself.
        seconds: how long a recording or a film is.
    """

    name: str
    type: str
    size: int
    path: Path
    seconds: int = 0

    def data(self) -> bytes:
        """Read what is published: a recording without the names and places that phones write into it."""
        data, ending = self.path.read_bytes(), PurePath(self.name).suffix
        return data if ending == ".vtt" else strip_metadata(data, ending).data

    @property
    def address(self) -> str:
        """Its place on the site."""
        return f"files/{self.name}"


def read_attachments(story: Story) -> tuple[dict[str, Attachment], tuple[Problem, ...]]:
    """Give a story's attachments by the name it calls them, and what is wrong with the others."""
    attachments: dict[str, Attachment] = {}
    problems: list[Problem] = []
    for name, line, read in _named(story):
        try:
            attachments[name] = read(story.folder / name)
        except AttachmentError as error:
            message = f"“{name}” {error.message}"
            problems.append(Problem(story.file, line, Severity.ERROR, CODE, message, error.hint))
    return attachments, tuple(problems)


def is_recording(data: bytes) -> bool:
    """Whether a file is MP3 or MPEG-4, by its first bytes; a HEIC starts as the latter does."""
    return m4a.is_m4a(data) or mp3.is_mp3(data)


def strip_metadata(data: bytes, ending: str = "") -> Sound:
    """Give what is published of a recording: the sound alone; or of a film, which ends in `.mp4`.

    AttachmentError when it is neither MP3 nor M4A nor MP4, or can't be published.
    """
    if ending == ".mp4" and m4a.is_m4a(data):
        return mp4.strip_metadata(data)
    if m4a.is_m4a(data):
        return m4a.strip_metadata(data)
    if mp3.is_mp3(data):
        return mp3.strip_metadata(data)
    raise AttachmentError("can't be read as sound.", mp3.OTHER)


def _read_recording(path: Path) -> Attachment:
    ending = path.suffix.lower()
    if ending not in {".mp3", ".m4a"}:
        raise AttachmentError("is not a kind of recording that every player takes.", mp3.OTHER)
    data = _read(path, MAX_BYTES)
    sound = strip_metadata(data)
    if sound.ending != ending:
        inside = sound.ending
        raise AttachmentError(
            f"is really {inside[1:].upper()} inside.", f"Rename it so that it ends in {inside}."
        )
    return _attachment(path, sound.data, ending, max(1, round(sound.seconds)))


def _read_film(path: Path) -> Attachment:
    if path.suffix.lower() != ".mp4":
        raise AttachmentError("is not a kind of film that every browser plays.", mp4.OTHER)
    data = _read(path, MAX_BYTES)
    if not m4a.is_m4a(data):
        raise AttachmentError("can't be read as a film.", mp4.OTHER)
    film = mp4.strip_metadata(data)
    return _attachment(path, film.data, ".mp4", max(1, round(film.seconds)))


def _read_captions(path: Path) -> Attachment:
    if path.suffix.lower() != ".vtt":
        raise AttachmentError("is not a caption file.", "Save the captions as WebVTT, ending in .vtt.")
    data = _read(path, MAX_CAPTION_BYTES)
    if not _STARTS.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise AttachmentError("does not start with WEBVTT.", "Save the captions as WebVTT again.")
    if not _TIMES.search(data.replace(b"\r", b"\n")):
        raise AttachmentError(
            "has no line like 00:01.000 --> 00:04.000, so players show none of it.",
            "Save the captions as WebVTT again: its times have full stops, where others have commas.",
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise AttachmentError("is not in UTF-8.", "Save the captions as WebVTT again, in UTF-8.") from None
    return _attachment(path, data, ".vtt")


def _named(story: Story) -> Iterator[tuple[str, int, Callable[[Path], Attachment]]]:
    """Each file that a story names, its line, and what reads it."""
    meta = story.meta
    if meta.audio:
        yield meta.audio.file, story.lines("audio", "file"), _read_recording
    if meta.video and meta.video.file:
        yield meta.video.file, story.lines("video", "file"), _read_film
    # A page offers captions beside what they belong to: those of something live wait for its recording.
    recorded = meta.live if meta.live and meta.live.recording else None
    for part, owner in (("video", meta.video), ("live", recorded)):
        if owner and isinstance(owner.captions, str):
            yield owner.captions, story.lines(part, "captions"), _read_captions


def _read(path: Path, most: int) -> bytes:
    """The bytes of a plain file of exactly this name; whatever letters a disk takes for the same."""
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 - names, not paths
        if path.name not in names:
            close = nearest_file(path.name, names)
            remedy = f"Did you mean “{close}”?" if close else _BESIDE
            raise AttachmentError("is not in the story's folder.", remedy)
        if path.is_symlink() or not path.is_file():
            raise AttachmentError("is not a plain file.", "Put the file itself in the story's folder.")
        if (size := path.stat().st_size) > most:
            raise AttachmentError(f"is too large ({size / 1e6:.0f} MB).", f"Keep it under {most / 1e6:g} MB.")
        return path.read_bytes()
    except OSError as error:
        raise AttachmentError(
            f"can't be read: {error.strerror}.", "Make the file readable for you."
        ) from None


def _attachment(path: Path, data: bytes, ending: str, seconds: int = 0) -> Attachment:
    name = f"{hashlib.sha256(data).hexdigest()[:12]}{ending}"
    return Attachment(name, MEDIA_TYPES[ending].partition(";")[0], len(data), path, seconds)
