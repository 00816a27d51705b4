"""MP4: a film as a phone exports it, H.264 with AAC, without what the phone wrote into it."""

import struct
from collections.abc import Iterator

from goodnews.audio.m4a import check_sound
from goodnews.audio.mpeg4 import PICTURE, SOUND, Track, blank_box, keep_tracks, sample_entry
from goodnews.audio.sound import DAMAGED, AttachmentError, Sound
from goodnews.iso_media import BoxError, read_boxes

OTHER = (
    "Save the film as MP4 (H.264 with AAC sound), or put it on the Trust's video channel and name its url:."
)
_ADD_AGAIN = "Add the film again, and wait until it has finished uploading."
_CODECS = {
    b"hvc1": "HEVC (H.265)",
    b"hev1": "HEVC (H.265)",
    b"av01": "AV1",
    b"vp08": "VP8",
    b"vp09": "VP9",
    b"mp4v": "MPEG-4 Part 2",
    b"apch": "ProRes",
    b"apcn": "ProRes",
    b"dvh1": "Dolby Vision",
    b"jpeg": "JPEG",
}
_MAX_SIZES = {b"avcC": 1024, b"pasp": 8, b"btrt": 12, b"colr": 11}
"""Boxes of a picture that stay, and how many bytes of each mean something; a longer one could say more."""
_ENTRY = 78
"""Bytes of a sample entry before its boxes."""
_INFORMATION, _FILLER = 6, 12
"""Kinds of NAL unit (ITU-T H.264, table 7-1)."""
_USER_DATA = frozenset({4, 5})
"""Kinds of information that are anybody's: cameras write the day and the place there (H.264, D.1)."""


def strip_metadata(data: bytes) -> Sound:
    """Give the film without names, places, dates and other tracks, and without moving a byte of it.

    Sources: ISO/IEC 14496-12 and 14496-15, section 5; ITU-T H.264, section 7.3. AttachmentError when it is
    damaged, or in a form that many browsers can't play.
    """
    cleaned = bytearray(data)
    try:
        tracks = keep_tracks(cleaned, frozenset({SOUND, PICTURE}))
        picture, sounds = _picture_and_sounds(tracks)
        for track in sounds:
            check_sound(cleaned, track)
        _blank_information(cleaned, picture, _check_picture(cleaned, picture))
    except AttachmentError as error:
        raise AttachmentError(error.message, OTHER) from None
    except (BoxError, KeyError, IndexError, struct.error):
        raise AttachmentError(DAMAGED[0], _ADD_AGAIN) from None
    return Sound(bytes(cleaned), picture.seconds, ".mp4")


def _picture_and_sounds(tracks: list[Track]) -> tuple[Track, list[Track]]:
    pictures = [track for track in tracks if track.handler == PICTURE]
    sounds = [track for track in tracks if track.handler == SOUND]
    if len(pictures) != 1 or len(sounds) > 1:
        message = "has more than one film or sound in it." if pictures else "has no film in it."
        raise AttachmentError(message, OTHER)
    return pictures[0], sounds


def _check_picture(data: bytearray, track: Track) -> int:
    """Refuse all pictures but H.264, and blank names beside them; gives the bytes of a NAL unit's length."""
    entry = sample_entry(data, track, b"avc1", _CODECS)
    # Reserved bytes, of which QuickTime made a vendor's name; behind the size, the compressor's name.
    for start, end in ((0, 6), (8, 24), (42, 74)):
        data[entry.body + start : entry.body + end] = bytes(end - start)
    lengths: list[int] = []
    for box in read_boxes(data, entry.body + _ENTRY, entry.end):
        if box.end - box.body <= _MAX_SIZES.get(box.kind, -1):
            lengths += [data[box.body + 4] % 4 + 1] if box.kind == b"avcC" else []
        else:
            blank_box(data, box)
    if len(lengths) != 1:
        raise BoxError("the picture is not described")
    return lengths[0]


def _blank_information(data: bytearray, track: Track, length: int) -> None:
    """Fill the units of a film that say something besides its pictures, where a camera may write anything."""
    for start, end in track.chunks:
        at = start
        while at < end:
            unit = at + length
            at = unit + int.from_bytes(data[at:unit], "big")
            if unit >= at or at > end:
                raise BoxError("a unit is longer than what it stands in")
            if data[unit] & 31 == _INFORMATION and not _USER_DATA.isdisjoint(
                _kinds(bytes(data[unit + 1 : at]))
            ):
                data[unit:at] = bytes([_FILLER, *b"\xff" * (at - unit - 2), 0x80])[: at - unit]


def _kinds(information: bytes) -> Iterator[int]:
    """The kinds of all messages in a unit (H.264, 7.3.2.3); user data in doubt."""
    payload = information.replace(b"\0\0\3", b"\0\0")
    at = 0
    while at < len(payload) - 1:
        values = []
        for _ in range(2):
            value = 0
            while at < len(payload) and payload[at] == 0xFF:
                value, at = value + 0xFF, at + 1
            if at >= len(payload):
                yield 5
                return
            values.append(value + payload[at])
            at += 1
        yield values[0]
        at += values[1]
