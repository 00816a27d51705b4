"""The boxes of M4A and MP4: nothing stays but the tracks that are played, and what they mean."""

import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from goodnews.audio.sound import AttachmentError
from goodnews.iso_media import Box, BoxError, read_boxes

_KNOWN: Mapping[bytes, frozenset[bytes]] = {
    box: frozenset(inside.encode() for inside in names.split())
    for box, names in {
        b"": "ftyp moov mdat",
        b"moov": "mvhd trak",
        b"trak": "tkhd edts mdia",
        b"edts": "elst",
        b"mdia": "mdhd hdlr minf",
        b"minf": "smhd vmhd dinf stbl",
        b"dinf": "dref",
        b"stbl": "stsd stts ctts stss stsc stsz stco co64",
    }.items()
}
"""What may stand in which box. Nothing may stand in itself, so no file can lead us deeper than this."""

SOUND, PICTURE = b"soun", b"vide"
_SIZES = {b"mvhd": (100, 112), b"tkhd": (84, 96), b"mdhd": (24, 36), b"smhd": (8, 8), b"vmhd": (12, 12)}
"""Bytes that mean something in a box, in its versions 0 and 1."""
_ROWS = {
    b"stts": (8, 8),
    b"ctts": (8, 8),
    b"stss": (4, 4),
    b"stsc": (12, 12),
    b"stco": (4, 4),
    b"co64": (8, 8),
    b"elst": (12, 20),
}
"""Bytes of one row in a box that is a table, in its versions 0 and 1."""
_DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_BRANDS = frozenset(
    {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"qt  "}
)

_ONCE = frozenset({b"ftyp", b"moov", b"mvhd"})
_IN_THIS_FILE = struct.pack(">III4sI", 0, 1, 12, b"url ", 1)
"""What `dref` holds: one row, whose flag says where the sound is."""

_LOCKED = frozenset({b"enca", b"drms", b"encv", b"drmi"})
OTHER = "Save the recording as MP3 or M4A (AAC) and name that file here."
MORE_IN_IT = ("is a film, or has more in it than one track of sound.", OTHER)
_MAX_FRAME = {SOUND: 0.5, PICTURE: 60}
"""Seconds; the longest frame of AAC, 2048 samples at 8 kHz, a quarter of one. A picture may stay longer."""


class Track(NamedTuple):
    """One track that stays: its handler, how long it lasts, and where each chunk of it is."""

    handler: bytes
    seconds: float
    chunks: list[tuple[int, int]]
    boxes: Mapping[bytes, Box]


def keep_tracks(data: bytearray, handlers: Collection[bytes]) -> list[Track]:
    """Blank all but the tracks of some handlers, and give those.

    AttachmentError when it can't be published; BoxError, KeyError, IndexError or struct.error when it is
    damaged.
    """
    media, tracks, top = list[Box](), list[dict[bytes, Box]](), dict[bytes, Box]()
    for box in _keep_known(data, b"", Box(b"", 0, 0, len(data)), handlers):
        if box.kind == b"mdat":
            media.append(box)
        elif box.kind == b"trak":
            tracks.append({})
        elif (top if box.kind in _ONCE else tracks[-1]).setdefault(box.kind, box) != box:
            raise AttachmentError(*MORE_IN_IT)
    read_tracks = [_read_track(data, boxes) for boxes in tracks]
    _keep_chunks(data, media, [chunk for track in read_tracks for chunk in track.chunks])
    return read_tracks


def _read_track(data: bytearray, boxes: Mapping[bytes, Box]) -> Track:
    handler = handler_of(data, boxes[b"hdlr"])
    seconds, chunks = _read_tables(data, boxes, _MAX_FRAME[handler])
    return Track(handler, seconds, chunks, boxes)


def _keep_known(data: bytearray, name: bytes, parent: Box, handlers: Collection[bytes]) -> Iterator[Box]:
    """Blank every box that is not known where it stands, and give the others."""
    for box in read_boxes(data, parent.body, parent.end):
        if box.kind in {b"moof", b"mvex"}:
            raise AttachmentError("is in fragments, as for streaming.", OTHER)
        if box.kind not in _KNOWN[name] or (box.kind == b"trak" and _is_spare(data, box, handlers)):
            blank_box(data, box)
            continue
        _blank_within(data, box, handlers)
        yield box
        if box.kind in _KNOWN:
            yield from _keep_known(data, box.kind, box, handlers)


def _blank_within(data: bytearray, box: Box, handlers: Collection[bytes]) -> None:
    """Blank what a known box holds besides its meaning: dates, names, and words behind its end."""
    kind, body = box.kind, box.body
    if kind in _SIZES or kind in _ROWS or kind == b"stsz":
        version = 1 if data[body] == 1 else 0
        size = _SIZES[kind][version] if kind in _SIZES else _table_size(data, box, version)
        if body + size > box.end:
            raise BoxError("a box is cut off")
        data[body + size : box.end] = bytes(box.end - body - size)
        if kind in _DATED:  # seconds since 1904: when it was recorded, and when it was changed
            width = 16 if version else 8
            data[body + 4 : body + 4 + width] = bytes(width)
    elif kind == b"hdlr":
        handler = handler_of(data, box)
        if handler not in handlers:
            raise AttachmentError(*MORE_IN_IT)
        data[body : box.end] = bytes(8) + handler + bytes(box.end - body - 12)
    elif kind == b"dref":
        if box.end - body != len(_IN_THIS_FILE) or data[body + 16 : box.end] != _IN_THIS_FILE[16:]:
            raise AttachmentError("has its sound in another file.", OTHER)
        data[body : box.end] = _IN_THIS_FILE
    elif kind == b"ftyp":
        for at in (body, *range(body + 8, box.end - 3, 4)):
            if bytes(data[at : at + 4]) not in _BRANDS:
                data[at : at + 4] = b"isom"


def _is_spare(data: bytearray, trak: Box, handlers: Collection[bytes]) -> bool:
    """Whether a track of a film is neither its picture nor its sound: places by the second, a clock."""
    if PICTURE not in handlers:
        return False
    found = (
        handler_of(data, hdlr) not in handlers
        for mdia in read_boxes(data, trak.body, trak.end)
        if mdia.kind == b"mdia"
        for hdlr in read_boxes(data, mdia.body, mdia.end)
        if hdlr.kind == b"hdlr"
    )
    return next(found, False)


def sample_entry(data: bytearray, track: Track, playable: bytes, codecs: Mapping[bytes, str]) -> Box:
    """The one description of a track's samples: of its `stsd`, in the form that every browser can play.

    AttachmentError when there are more, or it is in another form; `codecs` says what those are called.
    """
    stsd = track.boxes[b"stsd"]
    entries = list(read_boxes(data, stsd.body + 8, stsd.end))
    if len(entries) != 1:
        what = "sound" if track.handler == SOUND else "picture"
        raise AttachmentError(f"has more than one kind of {what} in it.", OTHER)
    (entry,) = entries
    if entry.kind in _LOCKED:
        raise AttachmentError("is locked against copying.", OTHER)
    if entry.kind != playable:
        codec = codecs.get(entry.kind, f"a form of {'sound' if track.handler == SOUND else 'film'}")
        raise AttachmentError(f"is in {codec} inside, which many browsers can't play.", OTHER)
    return entry


def blank_box(data: bytearray, box: Box) -> None:
    """Make a box of any kind one that says nothing, of the same size."""
    data[box.start + 4 : box.start + 8] = b"free"
    data[box.body : box.end] = bytes(box.end - box.body)


def handler_of(data: bytearray, hdlr: Box) -> bytes:
    """What kind of track it is."""
    return bytes(data[hdlr.body + 8 : hdlr.body + 12])


def _table_size(data: bytearray, box: Box, version: int) -> int:
    if box.kind != b"stsz":
        return 8 + _ROWS[box.kind][version] * _number(data, box.body + 4)
    return 12 if _number(data, box.body + 4) else 12 + 4 * _number(data, box.body + 8)


def _read_tables(
    data: bytearray, boxes: Mapping[bytes, Box], max_frame: float
) -> tuple[float, list[tuple[int, int]]]:
    """How many seconds a track lasts, and where each chunk of it starts and ends."""
    wide = b"co64" in boxes
    offsets = _numbers(data, boxes[b"co64" if wide else b"stco"], "Q" if wide else "I", 8)
    runs = _numbers(data, boxes[b"stsc"], "I", 8)
    times = _numbers(data, boxes[b"stts"], "I", 8)
    body = boxes[b"stsz"].body
    size, samples = _number(data, body + 4), _number(data, body + 8)
    ends = None if size else [0, *accumulate(_numbers(data, boxes[b"stsz"], "I", 12))]

    mdhd = boxes[b"mdhd"].body
    scale = _number(data, mdhd + (20 if data[mdhd] == 1 else 12))
    seconds = sum(count * length for count, length in zip(times[::2], times[1::2], strict=True)) / max(
        scale, 1
    )
    if not scale or sum(times[::2]) != samples or seconds > samples * max_frame:
        raise BoxError("the times are not those of the samples")

    chunks: list[tuple[int, int]] = []
    done = 0
    firsts = [*runs[::3], len(offsets) + 1]
    for (first, after), count in zip(pairwise(firsts), runs[1::3], strict=True):
        if first != len(chunks) + 1 or after <= first:
            raise BoxError("the chunks are out of order")
        for offset in offsets[first - 1 : after - 1]:
            length = size * count if ends is None else ends[done + count] - ends[done]
            chunks.append((offset, offset + length))
            done += count
    if done != samples or not samples:
        raise BoxError("there are fewer samples than it says")
    return seconds, chunks


def _keep_chunks(data: bytearray, media: Sequence[Box], chunks: Sequence[tuple[int, int]]) -> None:
    """Blank what no table names of the boxes that hold the sound."""
    left = iter(sorted(chunks))
    chunk = next(left, None)
    for box in sorted(media):
        at = box.body
        while chunk and chunk[0] >= at and chunk[1] <= box.end:
            data[at : chunk[0]] = bytes(chunk[0] - at)
            at, chunk = chunk[1], next(left, None)
        data[at : box.end] = bytes(box.end - at)
    if chunk:
        raise BoxError("a chunk is not in the file")


def _number(data: bytearray, at: int) -> int:
    """Four bytes as a number."""
    return int(struct.unpack_from(">I", data, at)[0])


def _numbers(data: bytearray, box: Box, form: str, head: int) -> tuple[int, ...]:
    """All numbers of a table, behind its head."""
    rows = {b"stsc": 3, b"stts": 2}.get(box.kind, 1)
    count = _number(data, box.body + head - 4) * rows
    return struct.unpack_from(f">{count}{form}", data, box.body + head)
