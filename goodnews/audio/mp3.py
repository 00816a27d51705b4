"""MP3 files: cutting off everything around the sound itself."""

from collections.abc import Iterator

# Kilobits a second by the header's index, layer III: MPEG-1, then MPEG-2 and 2.5.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_STRAYS = 10_000
"""Places that look like the start of a frame and are none; a recording has few."""
_ID3V1, _ID3V1_SIZE = b"TAG", 128
_APE, _APE_FOOTER_SIZE = b"APETAGEX", 32
_ENHANCED, _ENHANCED_SIZE = b"TAG+", 227
_LYRICS_END = b"LYRICS200"


def is_mp3(data: bytes) -> bool:
    """Whether the data starts as an MP3 does: with a tag or a frame of layer III."""
    return data.startswith(b"ID3") or bool(_frame_size(data, 0))


def strip_metadata(data: bytes) -> bytes:
    """Give the sound without its tags: names, places and pictures live there.

    Cuts ID3v2 at the start, and ID3v1, its enhanced form, Lyrics3 and APE tags at the end, as often
    as they stand there; then keeps whole frames alone, so that what else stands between or after
    them goes too. Sources: id3.org, ID3v2.4.0 section 3; APEv2; ISO/IEC 11172-3, section 2.4.

    Raises ValueError when no frame of sound is in it.
    """
    sound = b"".join(_frames(_without_tail(_without_head(data))))
    if not sound:
        raise ValueError("no sound in it")
    return sound


def _frames(data: bytes) -> Iterator[bytes]:
    """Every frame of sound. The first of a run has to be followed by another, or by the end.

    Raises ValueError when most of the data is something else.
    """
    at, in_run, strays = 0, False, 0
    while (start := data.find(b"\xff", at)) != -1:
        size = _frame_size(data, start)
        after = start + size
        in_run = in_run and start == at
        if size and after <= len(data) and (in_run or after == len(data) or _frame_size(data, after)):
            yield data[start:after]
            at, in_run = after, True
        else:
            at, in_run, strays = start + 1, False, strays + 1
        if strays > _STRAYS:
            raise ValueError("there is more than sound in it")


def _frame_size(data: bytes, at: int) -> int:
    """Bytes of the frame that starts at `at`; 0 when no frame of layer III does."""
    header = data[at : at + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, hertz = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or hertz == 3:
        return 0
    samples, rates = (144, _RATES_1) if version == 3 else (72, _RATES_2)
    return samples * rates[rate] * 1000 // _HERTZ[version][hertz] + (header[2] >> 1 & 1)


def _without_head(data: bytes) -> bytes:
    while data.startswith(b"ID3") and len(data) >= 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        footer = 10 if data[5] & 0x10 else 0
        data = data[10 + size + footer :].lstrip(b"\0")
    return data


def _without_tail(data: bytes) -> bytes:
    while (start := _tail_start(data)) is not None:
        data = data[:start]
    return data


def _tail_start(data: bytes) -> int | None:
    """Where the last tag of the file begins, or None when there is none."""
    end = len(data)
    if data[end - _ID3V1_SIZE : end - _ID3V1_SIZE + 3] == _ID3V1 and end >= _ID3V1_SIZE:
        start = end - _ID3V1_SIZE
        enhanced = start - _ENHANCED_SIZE
        return enhanced if enhanced >= 0 and data[enhanced : enhanced + 4] == _ENHANCED else start
    if data[end - _APE_FOOTER_SIZE :].startswith(_APE) and end >= _APE_FOOTER_SIZE:
        size = int.from_bytes(data[end - 20 : end - 16], "little")
        has_header = int.from_bytes(data[end - 12 : end - 8], "little") & 0x80000000
        return max(0, end - size - (_APE_FOOTER_SIZE if has_header else 0))
    if data.endswith(_LYRICS_END) and data[end - 15 : end - 9].isdigit():
        return max(0, end - 15 - int(data[end - 15 : end - 9]))
    return None
