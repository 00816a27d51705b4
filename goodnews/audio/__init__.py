"""Recordings: voices from a shift, without what the phone wrote into the file."""

from .audio_file import MAX_BYTES, MEDIA_TYPES, AudioFile, inspect_audio, read_audio, strip_metadata

__all__ = ["MAX_BYTES", "MEDIA_TYPES", "AudioFile", "inspect_audio", "read_audio", "strip_metadata"]
