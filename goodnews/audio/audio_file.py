"""A recording, ready to be published: without tags, with its address, size and length."""

import hashlib
import io
import stat
from dataclasses import dataclass
from pathlib import Path

from tinytag import TinyTag, TinyTagException

from goodnews.problems import ContentError, Problem, Severity

from . import mp3, mp4

MEDIA_TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4"}
"""The kinds every podcast player takes, by the end of the file's name."""
MAX_BYTES = 40_000_000
"""Bytes; half an hour of speech as MP3 has about 20 million."""


@dataclass(frozen=True, slots=True)
class AudioFile:
    """A recording of a story.

    Attributes:
        name: as it is published, `3fa2c19b0d12.mp3`; it changes when the sound does.
        type: the media type, `audio/mpeg` or `audio/mp4`.
        size: of the published file, in bytes.
        seconds: how long it is; 0 when the file does not say.
        source: the file as it was handed in, tags and all. Never published.
    """

    name: str
    type: str
    size: int
    seconds: int
    source: Path


def read_audio(path: Path, file: str, line: int) -> AudioFile:
    """Read a recording. `file` and `line` say where the story names it, for problems.

    Raises:
        ContentError: when it is missing, no sound, of another kind or too large.
    """
    sound = _read(path, file, line)
    if isinstance(sound, Problem):
        raise ContentError([sound])
    return sound


def inspect_audio(path: Path, file: str, line: int) -> tuple[Problem, ...]:
    """Say what is wrong with a recording; nothing when it can be published."""
    sound = _read(path, file, line)
    return (sound,) if isinstance(sound, Problem) else ()


def _read(path: Path, file: str, line: int) -> AudioFile | Problem:
    def wrong(what: str, fix: str) -> Problem:
        return Problem(file, line, Severity.ERROR, "audio-file", f"“{path.name}” {what}", fix)

    other = "Save the recording as MP3 or M4A and name that file here."
    kind = MEDIA_TYPES.get(path.suffix.lower())
    if kind is None:
        return wrong("is not a kind of sound file that every player takes.", other)
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return wrong("is not a plain file.", "Put the recording itself in the story's folder.")
        if status.st_size > MAX_BYTES:
            return wrong(
                f"is too large ({status.st_size // 1_000_000} MB).",
                f"Keep it under {MAX_BYTES // 1_000_000} MB.",
            )
        whole = path.read_bytes()
    except OSError:
        return wrong("is not in the story's folder, or can't be read.", "Add the file, or correct its name.")
    try:
        data = strip_metadata(whole)
        seconds = TinyTag.get(filename=path.name, file_obj=io.BytesIO(data), tags=False).duration
    except (ValueError, TinyTagException):
        return wrong("can't be read as sound.", other)
    digest = hashlib.sha256(data).hexdigest()[:12]
    ending = ".mp3" if mp3.is_mp3(data) else ".m4a"
    if MEDIA_TYPES[ending] != kind:
        return wrong(f"is really {ending[1:].upper()} inside.", f"Rename it so that it ends in {ending}.")
    return AudioFile(f"{digest}{ending}", kind, len(data), round(seconds or 0), path)


def strip_metadata(data: bytes) -> bytes:
    """Give what is published of a recording: the sound alone.

    Raises ValueError when it is neither MP3 nor MPEG-4 sound.
    """
    if mp4.is_mp4(data):
        return mp4.strip_metadata(data)
    if mp3.is_mp3(data):
        return mp3.strip_metadata(data)
    raise ValueError("neither MP3 nor MPEG-4")
