"""Recordings and films: voices from a shift, without what the phone wrote into the file."""

from goodnews.audio.attachments import Attachment, read_attachments
from goodnews.audio.metadata_text import read_metadata

__all__ = ["Attachment", "read_attachments", "read_metadata"]
