"""The site as it is delivered: the built output, plus `_headers` and compressed copies of its text files."""

import filecmp
import gzip
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path, PurePosixPath

import brotli

from goodnews.files import disk_in_words, write_atomically
from goodnews.publish.files import list_files, place_file, remove_files
from goodnews.publish.headers import headers_file

ENDINGS = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".xml", ".ics", ".txt", ".svg", ".vtt", ".wasm"}
)
"""What shrinks. Photos, fonts and the search index are compressed already."""

COPIES = (".br", ".gz")
"""Endings of the copies."""

THOROUGH, QUICK = 10, 5
"""Brotli's steps. 10 makes a page a tenth smaller than 5 does, once, when it changes; 11 would make it 3 %
smaller still, and takes two and a half times as long. A long feed is mostly answered with 304."""

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


HEADERS = "_headers"


def stage_site(output: Path, stage: Path, *, compress: bool = True) -> None:
    """Make `stage` mirror `output`, with `_headers` and compressed copies; only differences are touched.

    Same bytes keep their date, so that an unchanged page stays unchanged for every reader's cache.
    CommandError when a folder can't be read, or the disk is full.
    """

    def carry(path: str) -> tuple[str, ...]:
        _mirror(output / path, stage / path)
        return tuple(_compress(stage, path)) if compress else ()

    with disk_in_words("The site can't be made ready to deliver"):
        # A link could lead anywhere, so it is not delivered; inspecting says so.
        paths = [path for path in list_files(output) if not (output / path).is_symlink()]
        staged = {*paths, HEADERS}
        write_atomically(stage / HEADERS, headers_file(paths))
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            staged.update(chain.from_iterable(pool.map(carry, paths)))
        remove_files(stage, [path for path in list_files(stage) if path not in staged])


def _mirror(source: Path, target: Path) -> None:
    """Carry one file over unless the stage has it: same size and date, or else the same bytes."""
    if target.is_file() and filecmp.cmp(source, target):
        return
    for ending in COPIES:  # first, so that an interrupted run never leaves old copies beside a new file
        target.with_name(f"{target.name}{ending}").unlink(missing_ok=True)
    # Always a copy: the build may write to its own files again, and readers are near.
    place_file(source, target, link=False)


def _compress(stage: Path, path: str) -> Iterator[str]:
    """Write the compressed copies of one staged file where they are missing, and name them."""
    file = stage / path
    if not is_compressible(path, file.stat().st_size):
        return
    names = [f"{path}{ending}" for ending in COPIES]
    if not all((stage / name).is_file() for name in names):
        for name, data in zip(names, compressed_copies(file.read_bytes()), strict=True):
            write_atomically(stage / name, data)
    yield from names
