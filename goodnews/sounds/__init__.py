"""Recordings: voices from a shift, without what the phone wrote into the file."""

from .attachments import Attachment, read_attachments
from .sound import KINDS, LARGEST, Sound, inspect_sound, read_sound, without_tags

__all__ = [
    "KINDS",
    "LARGEST",
    "Attachment",
    "Sound",
    "inspect_sound",
    "read_attachments",
    "read_sound",
    "without_tags",
]
