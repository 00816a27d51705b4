"""MP3 files: their frames of sound, and nothing that stands around or between them."""

import re
import struct
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from goodnews.audio.sound import DAMAGED, AttachmentError, Sound

# Kilobits a second by the header's index, layer III: MPEG-1, then MPEG-2 and 2.5.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_MAX_TAGS = 50
_MAX_STRAYS = 10_000
"""Bytes that look like the start of a frame and are none; a recording has few."""
_OF_ONE_SIZE = {b"TAG": 128, b"TAG+": 227}
"""What ID3v1 and its enhanced form begin with, and how many bytes each has."""
_APE, _APE_FOOTER_SIZE = b"APETAGEX", 32
_LYRICS_END = b"LYRICS200"
OTHER = "Save the recording as MP3 or M4A and name that file here."
_PADDING = re.compile(rb"\0*")


class _Frame(NamedTuple):
    """A frame of layer III: where it starts and ends, and how many seconds of sound it holds."""

    start: int
    end: int
    seconds: float


def is_mp3(data: bytes) -> bool:
    """Whether the data starts as an MP3 does: with a tag or a frame of layer III."""
    return data.startswith(b"ID3") or _frame_at(data, 0) is not None


def strip_metadata(data: bytes) -> Sound:
    """Give the sound without its tags: names, places and pictures live there.

    Passes over ID3v2 wherever it stands, and ID3v1, its enhanced form, Lyrics3 and APE tags at the end; then
    keeps whole frames alone, so that what else stands between or after them goes too. It is as long as its
    frames are, whatever a header says: recordings are cut off, and joined to others. Sources: id3.org,
    ID3v2.4.0 section 3; APEv2; ISO/IEC 11172-3, section 2.4. AttachmentError when there is no frame of sound
    in it, or fewer than it says.
    """
    frames = list(_frames(data, _tail_start(data)))
    declared = [_declared_frames(data[frame.start : frame.end]) for frame in frames]
    sounding = [frame for frame, count in zip(frames, declared, strict=True) if count is None]
    headers = [count for count in declared if count is not None]
    if not sounding:
        raise AttachmentError("has no sound in it.", OTHER)
    if len(sounding) < sum(headers) * 0.99 - 1:
        raise AttachmentError(*DAMAGED)
    sound = b"".join(data[frame.start : frame.end] for frame in sounding)
    if headers:
        start, end, _ = frames[declared.index(headers[0])]
        sound = _right_header(data[start:end], len(headers), headers[0], len(sounding), len(sound)) + sound
    return Sound(sound, sum(frame.seconds for frame in sounding), ".mp3")


def tags_of(data: bytes) -> Iterator[bytes]:
    """Each tag of the file, those at its start and its end and those of recordings that were joined to it."""
    for match in islice(re.finditer(rb"ID3[\x02-\x04]", data), _MAX_TAGS):
        yield data[match.start() : _after_tag(data, match.start())]
    end = len(data)
    for _ in range(_MAX_TAGS):
        if (start := _last_tag(data, end)) == end:
            return
        yield data[start:end]
        end = start


def _frames(data: bytes, end: int) -> Iterator[_Frame]:
    """Every frame of sound. The first of a run has to be followed by another, or by the end."""
    at, in_run, strays = _after_tags(data, 0), False, 0
    while (start := data.find(b"\xff", at, end)) != -1:
        if data.startswith(b"ID3", at):  # of a recording that was joined to another
            at, in_run = _after_tags(data, at), False
            continue
        frame = _frame_at(data, start)
        in_run = in_run and start == at
        if frame and frame.end <= end and (in_run or frame.end == end or _frame_at(data, frame.end)):
            yield frame
            at, in_run = frame.end, True
        else:
            at, in_run, strays = start + 1, False, strays + 1
        if strays > _MAX_STRAYS:
            raise AttachmentError("has more than sound in it.", OTHER)


def _frame_at(data: bytes, at: int) -> _Frame | None:
    """The frame that starts at `at`; None when no frame of layer III does."""
    header = data[at : at + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, rate, hertz = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or hertz == 3:
        return None
    samples, rates = (1152, _RATES_1) if version == 3 else (576, _RATES_2)
    per_second = _HERTZ[version][hertz]
    size = samples // 8 * rates[rate] * 1000 // per_second + (header[2] >> 1 & 1)
    return _Frame(at, at + size, samples / per_second)


def _right_header(header: bytes, headers: int, declared: int, frames: int, size: int) -> bytes:
    """The header frame, if it is right; one that is, if it counts one part of a joined recording alone.

    Players would stop there. A table of a hundred places, in 256ths of the whole, tells them where to jump.
    """
    if headers == 1 and (not declared or abs(declared - frames) <= 1):
        return header
    at = _header_start(header)
    table = bytes(percent * 256 // 100 for percent in range(100))
    counts = struct.pack(">4sIII", b"Xing", 7, frames, size + len(header)) + table
    return (header[:at] + counts).ljust(len(header), b"\0") if at + len(counts) <= len(header) else b""


def _header_start(frame: bytes) -> int:
    """Where what Xing and LAME write stands in a frame: behind the side information, which is empty there."""
    is_first_version, is_mono = frame[1] >> 3 & 3 == 3, frame[3] >> 6 == 3
    return 4 + ((17 if is_mono else 32) if is_first_version else (9 if is_mono else 17))


def _declared_frames(frame: bytes) -> int | None:
    """How many frames a header frame says there are (Xing, Info or VBRI); None for a frame of sound."""
    at = _header_start(frame)
    if frame[at : at + 4] in (b"Xing", b"Info"):
        has_count = int.from_bytes(frame[at + 4 : at + 8], "big") & 1
        return int.from_bytes(frame[at + 8 : at + 12], "big") if has_count else 0
    return int.from_bytes(frame[50:54], "big") if frame[36:40] == b"VBRI" else None


def _after_tags(data: bytes, at: int) -> int:
    """Where the ID3v2 tags that stand at `at`, one behind the other, are over."""
    while (end := _after_tag(data, at)) > at:
        at = end
    return at


def _after_tag(data: bytes, at: int) -> int:
    """Where the ID3v2 tag that stands at `at` is over, with its padding; `at` when none does."""
    if not data.startswith(b"ID3", at) or len(data) < at + 10:
        return at
    footer = 10 if data[at + 5] & 0x10 else 0
    padding = _PADDING.match(data, at + 10 + synchsafe(data[at + 6 : at + 10]) + footer)
    return padding.end() if padding else len(data)


def synchsafe(size: bytes) -> int:
    """A number of four bytes, of which the first bit is none of its own (ID3v2.4.0, 6.2)."""
    return sum((byte & 0x7F) << 7 * (3 - at) for at, byte in enumerate(size))


def _tail_start(data: bytes) -> int:
    """Where the tags at the end of the file begin: its end when there are none."""
    end = len(data)
    while (start := _last_tag(data, end)) < end:
        end = start
    return end


def _last_tag(data: bytes, end: int) -> int:
    """Where the tag that ends at `end` begins; `end` when none does."""
    for mark, size in _OF_ONE_SIZE.items():
        if end >= size and data.startswith(mark, end - size):
            return end - size
    if end >= _APE_FOOTER_SIZE and data.startswith(_APE, end - _APE_FOOTER_SIZE):
        size = max(_APE_FOOTER_SIZE, int.from_bytes(data[end - 20 : end - 16], "little"))
        has_header = int.from_bytes(data[end - 12 : end - 8], "little") & 0x80000000
        return max(0, end - size - (_APE_FOOTER_SIZE if has_header else 0))
    if data[max(0, end - 9) : end] == _LYRICS_END:
        digits = data[max(0, end - 15) : end - 9]
        return max(0, end - 15 - int(digits)) if digits.isdigit() else end
    return end
