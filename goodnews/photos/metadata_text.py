"""The words stored inside a photo.

No copy that is published has them, but the original can be read by anyone who can see the repository, so
the checks look for identifiers in them.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from goodnews.photos.load import open_photo, quiet_pillow, read_photo

MOST_LETTERS = 5_000
"""Of each text: a caption is shorter, and a stranger may store a book."""

_WRITTEN = (ExifTags.Base.ImageDescription, ExifTags.Base.DocumentName, ExifTags.Base.Copyright)
_WRITTEN_ON_WINDOWS = (
    ExifTags.Base.XPTitle,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPSubject,
    ExifTags.Base.XPKeywords,
)
_XMP_WORDS = re.compile(
    rb"<rdf:li[^>]{0,200}>([^<]{1,5000})</rdf:li>|(?:Headline|Instructions|Caption)=\"([^\"]{1,5000})\""
)
# IPTC IIM 4: object name, special instructions, headline, caption.
_IPTC_WORDS = ((2, 5), (2, 40), (2, 105), (2, 120))


def read_metadata_text(path: Path) -> tuple[str, ...]:
    """Read titles, captions and comments out of a photo's metadata: EXIF, XMP, IPTC, PNG and JPEG comments.

    A file that is no readable photo gives nothing; `inspect_photos` says what is wrong with it.
    """
    quiet_pillow()
    try:
        image, _kind = open_photo(read_photo(path), path.name)
        found = [_tidy(text) for text in _texts(image)]
    except Exception:  # noqa: BLE001
        # Metadata is whatever a stranger's program wrote, and Pillow's readers fail in many ways on it.
        return ()
    return tuple(dict.fromkeys(text for text in found if text))


def _texts(image: Image.Image) -> Iterator[str]:
    exif = image.getexif()
    for tag in _WRITTEN:
        yield _text(exif.get(tag))
    for tag in _WRITTEN_ON_WINDOWS:
        value = exif.get(tag)
        yield value.decode("utf-16-le", "replace") if isinstance(value, bytes) else _text(value)
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    # Its first eight bytes name its alphabet (EXIF 2.3, 4.6.5).
    yield _text(comment[8:] if isinstance(comment, bytes) else comment)
    for value in image.info.values():
        if isinstance(value, str):
            yield value
    yield _text(image.info.get("comment"))
    packet = image.info.get("xmp")
    for match in _XMP_WORDS.finditer(packet if isinstance(packet, bytes) else _text(packet).encode()):
        yield html.unescape(_text(match[1] or match[2]))
    iptc = IptcImagePlugin.getiptcinfo(image) if isinstance(image, ImageFile.ImageFile) else None
    for key, value in (iptc or {}).items():
        if key in _IPTC_WORDS:
            yield from (_text(entry) for entry in (value if isinstance(value, list) else [value]))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def _tidy(text: str) -> str:
    return " ".join(
        "".join(letter if letter.isprintable() else " " for letter in text[:MOST_LETTERS]).split()
    )
