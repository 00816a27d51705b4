"""M4A: sound in MPEG-4 boxes, as phones record it. Nothing stays but the boxes that play it."""

import struct

from goodnews.audio.mpeg4 import MORE_IN_IT, OTHER, SOUND, Track, blank_box, keep_tracks, sample_entry
from goodnews.audio.sound import DAMAGED, AttachmentError, Sound
from goodnews.iso_media import BoxError, read_boxes, read_brands

_CODECS = {
    b"alac": "Apple Lossless (ALAC)",
    b"ac-3": "Dolby Digital (AC-3)",
    b"ec-3": "Dolby Digital Plus (E-AC-3)",
    b"ac-4": "Dolby AC-4",
    b"fLaC": "FLAC",
    b"Opus": "Opus",
    b"samr": "AMR",
}
_AAC = frozenset({0x40, 0x66, 0x67, 0x68})
"""ISO/IEC 14496-1, table 5: the forms of AAC by their object type."""
_MAX_ESDS = 128


def is_m4a(data: bytes) -> bool:
    """Whether the data starts as an MPEG-4 file does."""
    return len(data) >= 12 and bool(read_brands(data))


def strip_metadata(data: bytes) -> Sound:
    """Give the sound without names, places, pictures and dates, and without moving a byte of it.

    A phone writes where and when it recorded. Only boxes we know stay, at every depth, and of those only what
    they mean; of `mdat`, only what the sample tables name. All else becomes zeros of the same size, so that
    the offsets in those tables stay true. Source: ISO/IEC 14496-12, sections 8.1 to 8.7. AttachmentError when
    it is damaged, no AAC, or has anything but sound in it: a film that was renamed would show faces nobody
    asked about.
    """
    cleaned = bytearray(data)
    try:
        tracks = keep_tracks(cleaned, frozenset({SOUND}))
        if not tracks:
            raise AttachmentError("has no sound in it.", OTHER)
        if len(tracks) > 1:
            raise AttachmentError(*MORE_IN_IT)
        check_sound(cleaned, tracks[0])
    except (BoxError, KeyError, IndexError, struct.error):
        raise AttachmentError(*DAMAGED) from None
    return Sound(bytes(cleaned), tracks[0].seconds, ".m4a")


def check_sound(data: bytearray, track: Track) -> None:
    """Refuse all sound but AAC: browsers and podcast players don't play the rest."""
    entry = sample_entry(data, track, b"mp4a", _CODECS)
    if int.from_bytes(data[entry.body + 8 : entry.body + 10], "big"):
        raise AttachmentError("is in an old form of QuickTime, which many browsers can't play.", OTHER)
    # Reserved bytes, of which QuickTime made a vendor's name.
    data[entry.body : entry.body + 6] = bytes(6)
    data[entry.body + 8 : entry.body + 16] = bytes(8)
    descriptor = None
    for box in read_boxes(data, entry.body + 28, entry.end):
        if box.kind == b"esds" and descriptor is None and box.end - box.body <= _MAX_ESDS:
            descriptor = bytes(data[box.body : box.end])
        else:
            blank_box(data, box)
    if descriptor is None or _object_type(descriptor) not in _AAC:
        raise AttachmentError("is not in AAC inside, which many browsers can't play.", OTHER)


def _object_type(esds: bytes) -> int:
    """Which form of sound an elementary stream descriptor names (ISO/IEC 14496-1, 7.2.6)."""
    at = _after_length(esds, 4)  # the descriptor of the stream: its number and its flags follow
    flags = esds[at + 2]
    at += 3 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
    return -1 if flags & 0x40 or esds[at] != 4 else esds[_after_length(esds, at)]


def _after_length(data: bytes, at: int) -> int:
    """Where what a descriptor holds begins: behind its tag and a length of up to four bytes."""
    at += 1
    while data[at] & 0x80:
        at += 1
    return at + 1
