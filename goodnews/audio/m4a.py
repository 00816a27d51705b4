"""M4A: sound in MPEG-4 boxes, as phones record it. Nothing stays but the boxes that play it."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from goodnews.audio.sound import DAMAGED, AttachmentError, Sound
from goodnews.iso_media import Box, BoxError, read_boxes, read_brands

_KNOWN: Mapping[bytes, frozenset[bytes]] = {
    box: frozenset(inside.encode() for inside in names.split())
    for box, names in {
        b"": "ftyp moov mdat",
        b"moov": "mvhd trak",
        b"trak": "tkhd edts mdia",
        b"edts": "elst",
        b"mdia": "mdhd hdlr minf",
        b"minf": "smhd dinf stbl",
        b"dinf": "dref",
        b"stbl": "stsd stts stsc stsz stco co64",
    }.items()
}
"""What may stand in which box. Nothing may stand in itself, so no file can lead us deeper than this."""

_REPEATED = frozenset({b"mdat"})
_SIZES = {b"mvhd": (100, 112), b"tkhd": (84, 96), b"mdhd": (24, 36), b"smhd": (8, 8)}
"""Bytes that mean something in a box, in its versions 0 and 1."""
_ROWS = {b"stts": (8, 8), b"stsc": (12, 12), b"stco": (4, 4), b"co64": (8, 8), b"elst": (12, 20)}
"""Bytes of one row in a box that is a table, in its versions 0 and 1."""
_DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_BRANDS = frozenset(
    {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"qt  "}
)

_IN_THIS_FILE = struct.pack(">III4sI", 0, 1, 12, b"url ", 1)
"""What `dref` holds: one row, whose flag says where the sound is."""

_OTHER = "Save the recording as MP3 or M4A (AAC) and name that file here."
_FILM = ("is a film, or has more in it than one track of sound.", _OTHER)
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
_MAX_FRAME = 0.5
"""Seconds; the longest frame of AAC, 2048 samples at 8 kHz, has half as many."""


def is_m4a(data: bytes) -> bool:
    """Whether the data starts as an MPEG-4 file does."""
    return len(data) >= 12 and bool(read_brands(data))


def strip_metadata(data: bytes) -> Sound:
    """Give the sound without names, places, pictures and dates, and without moving a byte of it.

    A phone writes where and when it recorded. Only boxes we know stay, at every depth, and of those only
    what they mean; of `mdat`, only what the sample tables name. All else becomes zeros of the same size, so
    that the offsets in those tables stay true.
    Source: ISO/IEC 14496-12, sections 8.1 to 8.7.

    Raises:
        AttachmentError: it is damaged, no AAC, or has anything but sound in it: a film that was renamed
            would show faces nobody asked about.
    """
    cleaned, boxes, media = bytearray(data), dict[bytes, Box](), list[Box]()
    try:
        for box in _keep_known(cleaned, b"", Box(b"", 0, 0, len(data))):
            if box.kind in _REPEATED:
                media.append(box)
            elif boxes.setdefault(box.kind, box) != box:
                raise AttachmentError(*_FILM)
        if not {b"stsd", b"hdlr"} <= boxes.keys():
            raise AttachmentError("has no sound in it.", _OTHER)
        _check_codec(cleaned, boxes[b"stsd"])
        seconds, chunks = _read_tables(cleaned, boxes)
        _keep_chunks(cleaned, media, chunks)
    except (BoxError, KeyError, IndexError, struct.error):
        raise AttachmentError(*DAMAGED) from None
    return Sound(bytes(cleaned), seconds, ".m4a")


def _keep_known(data: bytearray, name: bytes, parent: Box) -> Iterator[Box]:
    """Blank every box that is not known where it stands, and give the others."""
    for box in read_boxes(data, parent.body, parent.end):
        if box.kind in {b"moof", b"mvex"}:
            raise AttachmentError("is in fragments, as for streaming.", _OTHER)
        if box.kind not in _KNOWN[name]:
            data[box.start + 4 : box.start + 8] = b"free"
            data[box.body : box.end] = bytes(box.end - box.body)
            continue
        _blank_within(data, box)
        yield box
        if box.kind in _KNOWN:
            yield from _keep_known(data, box.kind, box)


def _blank_within(data: bytearray, box: Box) -> None:
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
        if data[body + 8 : body + 12] != b"soun":
            raise AttachmentError(*_FILM)
        data[body : box.end] = bytes(8) + b"soun" + bytes(box.end - body - 12)
    elif kind == b"dref":
        if box.end - body != len(_IN_THIS_FILE) or data[body + 16 : box.end] != _IN_THIS_FILE[16:]:
            raise AttachmentError("has its sound in another file.", _OTHER)
        data[body : box.end] = _IN_THIS_FILE
    elif kind == b"ftyp":
        for at in (body, *range(body + 8, box.end - 3, 4)):
            if bytes(data[at : at + 4]) not in _BRANDS:
                data[at : at + 4] = b"isom"


def _table_size(data: bytearray, box: Box, version: int) -> int:
    if box.kind != b"stsz":
        return 8 + _ROWS[box.kind][version] * _number(data, box.body + 4)
    return 12 if _number(data, box.body + 4) else 12 + 4 * _number(data, box.body + 8)


def _check_codec(data: bytearray, stsd: Box) -> None:
    """Refuse all sound but AAC: browsers and podcast players don't play the rest."""
    entries = list(read_boxes(data, stsd.body + 8, stsd.end))
    if len(entries) != 1:
        raise AttachmentError("has more than one kind of sound in it.", _OTHER)
    (entry,) = entries
    if entry.kind in {b"enca", b"drms"}:
        raise AttachmentError("is locked against copying.", _OTHER)
    if entry.kind != b"mp4a":
        codec = _CODECS.get(entry.kind, "a form of sound")
        raise AttachmentError(f"is in {codec} inside, which many browsers can't play.", _OTHER)
    if _number(data, entry.body + 8) >> 16:
        raise AttachmentError("is in an old form of QuickTime, which many browsers can't play.", _OTHER)
    # Reserved bytes, of which QuickTime made a vendor's name.
    data[entry.body : entry.body + 6] = bytes(6)
    data[entry.body + 8 : entry.body + 16] = bytes(8)
    descriptor = None
    for box in read_boxes(data, entry.body + 28, entry.end):
        if box.kind == b"esds" and descriptor is None and box.end - box.body <= _MAX_ESDS:
            descriptor = bytes(data[box.body : box.end])
        else:
            data[box.start + 4 : box.start + 8] = b"free"
            data[box.body : box.end] = bytes(box.end - box.body)
    if descriptor is None or _object_type(descriptor) not in _AAC:
        raise AttachmentError("is not in AAC inside, which many browsers can't play.", _OTHER)


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


def _read_tables(data: bytearray, boxes: Mapping[bytes, Box]) -> tuple[float, list[tuple[int, int]]]:
    """How many seconds the sound lasts, and where each chunk of it starts and ends."""
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
    if not scale or sum(times[::2]) != samples or seconds > samples * _MAX_FRAME:
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
    return int(struct.unpack_from(">I", data, at)[0])


def _numbers(data: bytearray, box: Box, form: str, head: int) -> tuple[int, ...]:
    """All numbers of a table, behind its head."""
    rows = {b"stsc": 3, b"stts": 2}.get(box.kind, 1)
    count = _number(data, box.body + head - 4) * rows
    return struct.unpack_from(f">{count}{form}", data, box.body + head)
