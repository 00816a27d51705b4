"""What a recording says beside its sound: the tags of MP3 (ID3, APE, Lyrics3), and the boxes of MPEG-4."""

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from goodnews.audio import m4a, mp3
from goodnews.iso_media import Box, BoxError, read_boxes
from goodnews.metadata import Field, as_long_as_bearable, decode_text, field, is_mostly_text, text_runs
from goodnews.metadata.xmp import read_xmp

_MOST_BYTES = 100_000_000
_MOST_FRAMES = 5_000
"""Or boxes, side by side; a tag has some ten."""
_NO_WORDS = frozenset({"AENC", "MCDI", "RVAD", "covr"})
_WITH_LANGUAGE = frozenset({"COMM", "COM", "USLT", "ULT", "USER"})
_OTHER_TEXTS = frozenset({"IPLS", "IPL", *_WITH_LANGUAGE})
"""Frames that are text although their name does not begin with T or W."""
_MOST_BEFORE_A_PICTURE = 2_000
_MOST_UNPACKED = 2_000_000
"""Of all frames of a tag: two megabytes of one letter are two thousand bytes when they are packed."""
_LONGEST_LEAF, _MOST_READ = 1_000_000, 4_000_000
"""Bytes of each box, and of all; letters of all fields."""
_ID3_NAMES = {
    **dict.fromkeys(("TPE1", "TP1", "TPE2", "TP2", "TPE3", "TP3", "TPE4", "TP4", "TOPE", "TOA"), "Artist"),
    **dict.fromkeys(("TCOM", "TCM", "TEXT", "TXT", "TOLY", "TOL"), "Composer"),
    **dict.fromkeys(("TOWN", "TENC", "TEN"), "Owner"),
}
_ID3V1 = (("Title", 3, 33), ("Artist", 33, 63), ("Album", 63, 93), ("Comment", 97, 127))
_ENHANCED_ID3V1 = (("Title", 4, 64), ("Artist", 64, 124), ("Album", 124, 184), ("Genre", 185, 215))
_BOX_NAMES = {
    "\xa9ART": "Artist",
    "aART": "Artist",
    "\xa9aut": "Author",
    "auth": "Author",
    "\xa9wrt": "Composer",
    "\xa9prf": "Performer",
    "perf": "Performer",
    "\xa9own": "Owner",
    "\xa9xyz": "GPSCoordinates",
    "loci": "LocationName",
    "\xa9mak": "Make",
}
_HOLD_BOXES = frozenset(b"moov trak mdia minf dinf edts stbl udta ilst meta".split())
_NO_TEXT = frozenset(b"mdat stts stsc stsz stco co64 stsd elst mvhd tkhd mdhd ftyp".split())
_MOST_DEPTH = 12
_A_WORD = re.compile(r"[^\W_]{3}")


def read_metadata(path: Path) -> tuple[Field, ...]:
    """Read all that a recording says, each field once; nothing of a file that is none."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return ()
    fields = metadata_of(path.read_bytes())
    return tuple(dict.fromkeys(as_long_as_bearable(fields, _MOST_READ, lambda entry: len(entry.text))))


def metadata_of(data: bytes) -> Iterator[Field]:
    """The fields of a recording, as far as it can be read."""
    if m4a.is_m4a(data):
        try:
            for leaf in as_long_as_bearable(_leaves(data, Box(b"", 0, 0, len(data)), 0), _MOST_READ, _size):
                yield from _of_leaf(leaf, data[leaf.start : leaf.start + _size(leaf)])
        except BoxError:
            return  # the rule about recordings says what is wrong with it
    elif mp3.is_mp3(data):
        for tag in mp3.tags_of(data):
            yield from _of_tag(tag)


def _of_tag(tag: bytes) -> Iterator[Field]:
    if tag.startswith(b"ID3"):
        yield from _of_id3v2(tag)
    elif tag.startswith(b"TAG"):
        # By its size: a title may begin with a plus.
        for name, at, end in _ENHANCED_ID3V1 if len(tag) > 128 else _ID3V1:
            yield field(name, decode_text(tag[at:end]))
    elif tag.startswith(b"APETAGEX") or tag[-32:].startswith(b"APETAGEX"):
        yield from _of_ape(tag)
    else:
        yield field("Lyrics", decode_text(tag))


def _of_id3v2(tag: bytes) -> Iterator[Field]:
    """The frames of a tag of version 2.2, 2.3 or 2.4 (id3.org)."""
    version, flags, at = tag[3], tag[5], 10
    if flags & 0x80 and version < 4:
        tag = tag[:10] + tag[10:].replace(b"\xff\x00", b"\xff")
    if flags & 0x40 and version >= 3:  # an extended header; in version 2.4 its size counts itself
        size = tag[at : at + 4]
        at += mp3.synchsafe(size) if version == 4 else 4 + int.from_bytes(size, "big")
    short = version == 2
    head, left = 6 if short else 10, _MOST_UNPACKED
    for _ in range(_MOST_FRAMES):
        if at + head > len(tag) or not tag[at]:
            return
        name = tag[at : at + (3 if short else 4)].decode("latin-1")
        size = tag[at + 3 : at + 6] if short else tag[at + 4 : at + 8]
        length = mp3.synchsafe(size) if version == 4 else int.from_bytes(size, "big")
        if name not in _NO_WORDS:
            packed = tag[at + head : at + head + length]
            body = packed if short else _unpacked(packed, tag[at + 9], version, left)
            left -= max(0, len(body) - len(packed))
            yield from _of_frame(name, body)
        at += head + length


def _of_frame(name: str, body: bytes) -> Iterator[Field]:
    """The texts of a frame: behind a byte for their encoding, but for addresses, with ends between them."""
    if name.startswith("W") and name not in {"WXXX", "WXX"}:
        yield field(name, body.decode("latin-1"))
        return
    if not name.startswith(("T", "W")) and name not in _OTHER_TEXTS:
        # Texts among numbers, and before a picture or a file.
        has_file = name in {"APIC", "PIC", "GEOB", "GEO"}
        yield from text_runs(body[:_MOST_BEFORE_A_PICTURE] if has_file else body, name)
        return
    encoding = {1: "utf-16", 2: "utf-16-be", 3: "utf-8"}.get(body[0] if body else 0)
    text = body[4 if name in _WITH_LANGUAGE else 1 :]
    # In UTF-16 each text may have its own mark of order, which is no letter then.
    words = text.decode(encoding, "replace") if encoding else decode_text(text)
    yield field(_ID3_NAMES.get(name, name), words.replace("\ufeff", " ").replace("\ufffe", " "))


def _unpacked(body: bytes, flags: int, version: int, most: int) -> bytes:
    """A frame without what its flags put before and over it (ID3v2.3, 3.3.1; ID3v2.4, 4.1.2).

    Of what was packed it has at most so many bytes.
    """
    sized, grouped, packed, escaped = (0x80, 0x20, 0x80, 0) if version == 3 else (0x01, 0x40, 0x08, 0x02)
    body = body[4 * bool(flags & sized) + bool(flags & grouped) :]
    if flags & escaped:
        body = body.replace(b"\xff\x00", b"\xff")
    if not flags & packed:
        return body
    try:
        return zlib.decompressobj().decompress(body, most) if most > 0 else b""
    except zlib.error:
        return body


def _of_ape(tag: bytes) -> Iterator[Field]:
    """The items of an APE tag, in which a footer, and often a header, of 32 bytes stands."""
    at = 32 if tag.startswith(b"APETAGEX") else 0
    while at + 9 <= len(tag) - 32:
        size, flags = struct.unpack_from("<II", tag, at)
        end = tag.find(b"\0", at + 8)
        if end == -1:
            return
        if not flags & 2:  # bit 1: binary
            yield field(tag[at + 8 : end].decode("latin-1"), decode_text(tag[end + 1 : end + 1 + size]))
        at = end + 1 + size


class _Leaf(NamedTuple):
    """A box without boxes in it: its kind, the name of what it tells or nothing, and where its bytes are."""

    kind: str
    name: str
    start: int
    end: int


def _size(leaf: _Leaf) -> int:
    return min(leaf.end - leaf.start, _LONGEST_LEAF)


def _leaves(data: bytes, parent: Box, depth: int) -> Iterator[_Leaf]:
    """Every box that is not known to hold no text."""
    for box in islice(read_boxes(data, parent.body, parent.end), _MOST_FRAMES):
        kind = box.kind.decode("latin-1")
        if box.kind in _HOLD_BOXES or parent.kind == b"ilst":
            if depth < _MOST_DEPTH and kind not in _NO_WORDS:
                yield from _leaves_within(data, box, depth)
        elif box.kind not in _NO_TEXT:
            known = 12 if box.kind == b"hdlr" else 0  # the kind of the track, before its name
            yield _Leaf(kind, _BOX_NAMES.get(kind, ""), box.body + known, box.end)


def _leaves_within(data: bytes, box: Box, depth: int) -> list[_Leaf]:
    # In MPEG-4 `meta` is a full box with four bytes more, in QuickTime it is none.
    skip = 4 if box.kind == b"meta" and not data.startswith(b"hdlr", box.body + 4) else 0
    kind = box.kind.decode("latin-1")
    name = _BOX_NAMES.get(kind, "")
    try:
        leaves = list(_leaves(data, Box(box.kind, box.start, box.body + skip, box.end), depth + 1))
    except BoxError:
        return [_Leaf(kind, name, box.body, box.end)]
    return [leaf._replace(name=name) for leaf in leaves] if name else leaves


def _of_leaf(leaf: _Leaf, body: bytes) -> Iterator[Field]:
    for entry in _texts_of(leaf.kind, body):
        yield field(leaf.name, entry.text) if leaf.name else entry


def _texts_of(name: str, body: bytes) -> Iterator[Field]:
    """Whatever can be read in a box: between the numbers at its start and its end, or all of it."""
    if b"<x:xmpmeta" in body or b"<rdf:RDF" in body:
        yield from read_xmp(body[body.index(b"<") :])
        return
    # What is UTF-16 without a mark of its order must not lose its first byte, which is zero.
    marks = [start for start in (4, 6, 8) if body[start : start + 2] in (b"\xff\xfe", b"\xfe\xff")]
    if marks or (name == "data" and body[:4] in (b"\0\0\0\2", b"\0\0\0\5")):
        yield field(name, decode_text(body[marks[0] if marks else 8 :]))
        return
    for start in (0, 4, 8, 16, 24):
        text = decode_text(body[start:].strip(b"\0"))
        if is_mostly_text(text) and _A_WORD.search(text):
            yield field(name, text)
            return
    for run in re.findall(rb"[\x20-\x7e\x80-\xff]{6,}", body[:100_000]):
        if is_mostly_text(text := decode_text(run)):
            yield field(name, text)
