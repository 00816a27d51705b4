"""Recordings: voices from a shift, without what the phone wrote into the file."""

from goodnews.audio.attachments import Attachment, read_attachments

__all__ = ["Attachment", "read_attachments"]
