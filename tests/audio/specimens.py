"""Recordings built byte by byte, with everything a phone writes around the sound."""

import struct

SECRETS = (b"Jo Bloggs", b"Ward 7, The Larches", b"+51.5072-000.1276/", b"2026-11-20T04:00", b"JFIF-COVER")
"""What must never reach the public."""

_FRAME = bytes([0xFF, 0xFB, 0x90, 0x64]) + bytes(413)
"""One silent frame: MPEG-1 layer III, 128 kbit/s, 44.1 kHz, 417 bytes, 1152 samples."""


def mp3_sound(frames: int = 100) -> bytes:
    """Silence, 26 milliseconds a frame."""
    return _FRAME * frames


def id3v2(*, footer: bool = False) -> bytes:
    """A tag at the start: title, artist, place, picture, and padding."""
    frames = b"".join(
        name + struct.pack(">I", len(text) + 1) + b"\0\0\0" + text
        for name, text in zip((b"TIT2", b"TPE1", b"TXXX", b"TDRC", b"APIC"), SECRETS, strict=True)
    )
    size = len(frames) + 64
    packed = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    head = b"\4\0" + (b"\x10" if footer else b"\0") + packed
    end = b"3DI" + head if footer else b""
    return b"ID3" + head + frames + bytes(64) + end


def id3v1() -> bytes:
    """A tag of 128 bytes at the end."""
    return b"TAG" + SECRETS[0].ljust(30, b"\0") + SECRETS[1].ljust(30, b"\0") + bytes(65)


def enhanced() -> bytes:
    """The extension that stands before an ID3v1 tag."""
    return b"TAG+" + SECRETS[1].ljust(223, b"\0")


def ape(*, header: bool = True) -> bytes:
    """An APE tag, as some recorders write at the end."""
    item = struct.pack("<II", len(SECRETS[0]), 0) + b"Artist\0" + SECRETS[0]
    flags = 0x80000000 if header else 0

    def block(more: int) -> bytes:
        return b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, flags | more) + bytes(8)

    return (block(0x20000000) if header else b"") + item + block(0)


def lyrics() -> bytes:
    """A Lyrics3 tag."""
    words = b"LYRICSBEGINAUT00009" + SECRETS[0]
    return words + f"{len(words):06}".encode() + b"LYRICS200"


def box(kind: bytes, *parts: bytes, wide: bool = False) -> bytes:
    """An MPEG-4 box; `wide` writes its size in 64 bits."""
    body = b"".join(parts)
    if wide:
        return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body
    return struct.pack(">I4s", len(body) + 8, kind) + body


SOUND = b"the sound itself" * 60
"""Three chunks of 20 frames, each of 16 bytes."""
FRAMES = 60


def m4a(
    *,
    handler: bytes = b"soun",
    codec: bytes = b"mp4a",
    wide: bool = False,
    more: bytes = b"",
    extra: bytes = b"",
) -> bytes:
    """A recording as a phone makes it: 3 seconds, with tags in every place there is for them.

    Args:
        handler: the kind of its track.
        codec: the form of its sound.
        wide: write the size of the largest box in 64 bits.
        more: boxes beside the sound.
        extra: boxes among those of the sample tables.
    """
    start = 0
    for _ in range(2):  # the offsets in the tables depend on how long the tables are
        top = _before_sound(handler, codec, extra, start) + more
        start = len(top) + (16 if wide else 8) + len(SECRETS[1])
    return top + box(b"mdat", SECRETS[1], SOUND, SECRETS[0], wide=wide)


def _before_sound(handler: bytes, codec: bytes, extra: bytes, start: int) -> bytes:
    made = struct.pack(">II", 3_874_000_000, 3_874_000_001)
    tags = box(b"meta", bytes(4), box(b"ilst", box(b"\xa9nam", SECRETS[1]), box(b"covr", SECRETS[4])))
    place = box(b"udta", box(b"\xa9xyz", SECRETS[2]), tags)
    descriptor = bytes([0, 0, 0, 0, 3, 25, 0, 0, 0, 4, 17, 0x40, 0x15]) + bytes(11)
    descriptor += bytes([5, 2, 0x12, 0x10, 6, 1, 2])
    entry = bytes(6) + b"\0\1" + bytes(8) + struct.pack(">HHII", 1, 16, 0, 44_100 << 16)
    sample = box(b"stsd", struct.pack(">II", 0, 1), box(codec, entry, box(b"esds", descriptor)))
    tables = box(
        b"stbl",
        sample,
        box(b"stts", struct.pack(">4I", 0, 1, FRAMES, 2205)),
        box(b"stsc", struct.pack(">5I", 0, 1, 1, 20, 1)),
        box(b"stsz", struct.pack(">3I", 0, 0, FRAMES), struct.pack(">I", 16) * FRAMES),
        box(b"stco", struct.pack(">5I", 0, 3, start, start + 320, start + 640)),
        extra,
    )
    reference = box(b"dinf", box(b"dref", struct.pack(">III4sI", 0, 1, 12, b"url ", 1)))
    media = box(
        b"mdia",
        box(b"mdhd", bytes(4), made, struct.pack(">IIHH", 44_100, 132_300, 0, 0)),
        box(b"hdlr", bytes(8), handler, bytes(12), SECRETS[0]),
        box(b"minf", box(b"smhd", bytes(8), SECRETS[0]), reference, tables),
    )
    track = box(b"trak", box(b"tkhd", bytes(4), made, bytes(72)), media, box(b"udta", SECRETS[0]))
    head = box(b"mvhd", bytes(4), made, struct.pack(">II", 1000, 3000), bytes(80))
    return b"".join(
        [
            box(b"ftyp", b"M4A ", bytes(4), b"M4A mp42isom", b"Dori"),
            box(b"moov", head, track, place, box(SECRETS[1][:4], SECRETS[2])),
            box(b"free", SECRETS[3]),
            box(b"uuid", bytes(16), SECRETS[1]),
        ]
    )


def info(frames: int) -> bytes:
    """The frame at the start of an MP3 that says how many come behind it."""
    return (_FRAME[:36] + b"Info" + struct.pack(">II", 1, frames)).ljust(len(_FRAME), b"\0")
