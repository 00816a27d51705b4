"""Compressed copies beside text files, made once instead of for every reader."""

import gzip
from pathlib import PurePosixPath

import brotli

ENDINGS = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".xml", ".ics", ".txt", ".svg", ".vtt", ".wasm"}
)
"""What shrinks. Photos, fonts and the search index are compressed already."""

COPIES = (".br", ".gz")
"""Endings of the copies."""

THOROUGH, QUICK = 11, 5
"""Brotli's steps: the best is a seventh smaller on our pages and takes many times as long. A page gets it
once, when it changes; a long feed, mostly answered with 304, does not."""

LONG = 50_000
"""Bytes from which a file is compressed the quick way."""

SMALLEST = 256
"""Bytes. Below this the headers of an answer outweigh what is saved."""


def is_compressible(path: str, size: int) -> bool:
    """Whether a file gets compressed copies.

    >>> is_compressible("index.html", 9000), is_compressible("photos/3fa2c19b0d12-640.avif", 9000)
    (True, False)
    """
    return size >= SMALLEST and PurePosixPath(path).suffix in ENDINGS


def compressed_copies(data: bytes) -> tuple[bytes, bytes]:
    """The copies to put beside a file, as `COPIES` names them: Brotli (RFC 7932) and gzip (RFC 1952).

    The same bytes in give the same bytes out: gzip's time stamp is left at nothing.
    """
    return (
        brotli.compress(data, mode=brotli.MODE_TEXT, quality=THOROUGH if len(data) < LONG else QUICK),
        gzip.compress(data, compresslevel=9, mtime=0),
    )
