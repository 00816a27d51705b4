"""MP3 files: cutting off everything around the sound itself."""

_ID3V1, _ID3V1_SIZE = b"TAG", 128
_APE, _APE_FOOTER_SIZE = b"APETAGEX", 32
_ENHANCED, _ENHANCED_SIZE = b"TAG+", 227
_LYRICS_END = b"LYRICS200"


def is_mp3(data: bytes) -> bool:
    """Whether the data starts as an MP3 does: with a tag or a frame of layer III."""
    if data.startswith(b"ID3"):
        data = _without_head(data)
    return len(data) > 2 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2


def without_tags(data: bytes) -> bytes:
    """Give the sound without its tags: names, places and pictures live there.

    Cuts ID3v2 at the start, and ID3v1, its enhanced form, Lyrics3 and APE tags at the end, as often
    as they stand there. Sources: id3.org, ID3v2.4.0 section 3; APEv2 specification.
    """
    return _without_tail(_without_head(data))


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
