"""Recordings: voices from a shift, without what the phone wrote into the file."""

from .sound import KINDS, LARGEST, Sound, inspect_sound, read_sound, without_tags

__all__ = ["KINDS", "LARGEST", "Sound", "inspect_sound", "read_sound", "without_tags"]
