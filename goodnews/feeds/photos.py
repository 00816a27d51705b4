"""The one rendition of a photo that goes into feeds."""

from collections.abc import Mapping

from goodnews.photos import PhotoSet
from goodnews.story import PhotoNote

from .channel import FeedPhoto
from .text import one_line


def photo_in_feed(note: PhotoNote, photos: Mapping[str, PhotoSet], site: str) -> FeedPhoto | None:
    """The JPEG every reader can show, at one address for the text, the enclosure and the thumbnail.

    Readers throw away what has the same address twice, so one address makes one picture.
    None when the photo was not prepared.
    """
    photo_set = photos.get(note.file)
    if photo_set is None:
        return None
    rendition = photo_set.fallback
    return FeedPhoto(
        address=f"{site}/photos/{rendition.name}",
        type=rendition.type,
        size=rendition.size,
        width=rendition.width,
        height=rendition.height,
        alt=one_line(note.alt),
        credit=one_line(note.credit or ""),
    )
