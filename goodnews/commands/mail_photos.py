"""The photos of a mail, clean before they touch the disk or leave this machine."""

import re
from collections.abc import Sequence

from goodnews.importers.mail.drafts import MailPhoto, refuse_many
from goodnews.importers.mail.message import MailAttachment
from goodnews.photos import PhotoError, recognise, size_of, tidy_photo

SMALLEST = 200
"""Pixels; what is smaller is a logo in a signature."""
_FILMS = ("video/", "audio/")


def clean_photos(attachments: Sequence[MailAttachment]) -> tuple[tuple[MailPhoto, ...], tuple[str, ...]]:
    """The photos among the files of a mail, without anything a phone wrote into them, by names of our own.

    Returns:
        the photos, and in words what else there was: never by its name, which may be a patient's.

    Raises:
        MailRefused: there are more than a story takes; no more than that are opened.
    """
    photos: dict[bytes, MailPhoto] = {}
    left_out: list[str] = []
    different: dict[bytes, MailAttachment] = {}
    for attachment in attachments:
        different.setdefault(attachment.data, attachment)
    for attachment in different.values():
        refuse_many(len(photos))
        if not attachment.kind.startswith("image/") and recognise(attachment.data[:256]) is None:
            left_out.append(_kind_in_words(attachment.kind))
            continue
        name = f"photo-{len(photos) + 1}.jpg"
        try:
            if min(size_of(attachment.data, name)) < SMALLEST:
                left_out.append("a small picture, as in a signature")
                continue
            tidy = tidy_photo(attachment.data, name)
        except PhotoError as error:
            message = re.sub(r"^photo-[\w.-]+\b", "it", error.problem.message)
            left_out.append(f"a photo ({message.rstrip('.')})")
            continue
        # The same photo may stand in the text and hang on the mail, too.
        photos.setdefault(tidy.data, MailPhoto(tidy.name, tidy.data, attachment.content_id))
    refuse_many(len(photos))
    return tuple(photos.values()), tuple(left_out)


def _kind_in_words(kind: str) -> str:
    if kind.startswith(_FILMS):
        return f"a {'film' if kind.startswith('video/') else 'recording'}: it needs captions or a transcript"
    return f"a file that is no photo ({re.sub(r'[^a-z0-9/.+-]', '', kind)[:80]})"
