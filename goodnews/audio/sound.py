"""A recording without its tags, and what is said of a file that can't be published."""

from typing import NamedTuple


class Sound(NamedTuple):
    """What is published of a recording: its bytes, how many seconds they last, and the ending that fits."""

    data: bytes
    seconds: float
    ending: str


class AttachmentError(ValueError):
    """A recording or a caption file that can't be published.

    `message` is a predicate, to follow the file's name: `is in fragments, as for streaming.`
    """

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


DAMAGED = (
    "is damaged or not all there: it can't be played to its end.",
    "Add the recording again, and wait until it has finished uploading.",
)
