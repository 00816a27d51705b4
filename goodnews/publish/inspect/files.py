"""Only expected kinds of file, each within its size; pictures with nothing to tell; feeds that read well.

What pictures and films say besides is a second pair of eyes: renditions are made with Pillow and without
metadata, and this looks at their bytes.
"""

import json
import stat
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from defusedxml import DefusedXmlException, ElementTree

from goodnews.feeds.plan import is_feed
from goodnews.feeds.validate import check_feed
from goodnews.file_types import BEACON, content_type
from goodnews.iso_media import Box, BoxError, read_boxes, read_brands
from goodnews.photos.strip import NotStripped, jpeg_parts, png_chunks, webp_chunks
from goodnews.problems import Problem, Severity
from goodnews.publish.inspect.site import CLEAN, BuiltSite, problem
from goodnews.publish.manifest import read_manifest

KB, MB = 1_000, 1_000_000

BUDGETS: Mapping[str, int] = {
    ".html": 100 * KB,
    ".css": 16 * 1024,
    ".avif": 600 * KB,
    ".jpg": 1 * MB,
    ".png": 500 * KB,
    ".svg": 50 * KB,
    ".ics": 500 * KB,
}
"""Bytes a file may have before somebody on a ward's wifi notices, by its ending."""

HOST_LIMIT = 25 * 1024 * 1024
"""Bytes. The largest file that every static host takes (Cloudflare Pages has the lowest limit)."""

SITE_LIMIT = 1_000 * MB
"""Bytes. GitHub Pages asks sites to stay below it."""

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif")
_ORIGINALS = (".heic", ".heif", ".tif", ".tiff", ".dng", ".mov", ".mp4")
_JPEG_SPEAKING = {0xE1: "Exif or XMP", 0xED: "IPTC", 0xFE: "a comment"}
_PNG_SPEAKING = {b"eXIf": "Exif", b"tEXt": "a text", b"iTXt": "a text", b"zTXt": "a text", b"tIME": "a time"}
_WEBP_SPEAKING = {b"EXIF": "Exif", b"XMP ": "XMP"}
_OF_A_FILM = frozenset({b"ftyp", b"mdat", b"free", b"mvhd", b"tkhd", b"edts", b"mdia"})
_ITEM_SPEAKING = {b"Exif": "Exif", b"mime": "XMP"}


def inspect_files(site: BuiltSite) -> Iterator[Problem]:
    """Look at every file by itself."""
    total = 0
    for path in site.paths:
        facts = (site.folder / path).lstat()
        if not stat.S_ISREG(facts.st_mode):
            yield problem(path, "file-link", "This is a link, or no file at all.", "Run the clean task.")
            continue
        total += facts.st_size
        yield from _check_type(site, path)
        yield from _check_size(path, facts.st_size)
    if total > SITE_LIMIT:
        message = f"The whole site has {total / MB:,.0f} MB."
        hint = "GitHub Pages asks for less than 1,000 MB; other hosts take more."
        yield problem("", "site-size", message, hint, Severity.ADVICE)


def _check_type(site: BuiltSite, path: str) -> Iterator[Problem]:
    ending = PurePosixPath(path).suffix.lower()
    is_film = ending == ".mp4" and path.startswith("files/")
    if ending in _ORIGINALS and not is_film:
        message = "This is a file as a camera writes it, perhaps with the place it was taken."
        hint = "Originals are never published. Run the clean task, then tell whoever looks after the site."
        yield problem(path, "file-original", message, hint)
    elif content_type(path) is None:
        message = f"A site has no “{ending or PurePosixPath(path).name}” files."
        yield problem(path, "file-type", message, "Remove it from what the site is built from.")
    if is_film and (metadata := film_metadata_in(site.read(path))):
        message = f"This film carries {', '.join(metadata)}: perhaps where it was taken, and by whom."
        yield problem(path, "film-metadata", message, CLEAN)
    if ending in _PICTURES and (metadata := metadata_in(site.read(path))):
        message = f"This picture carries {', '.join(metadata)}: perhaps where it was taken, and by whom."
        hint = "Save your logo again without that." if path.startswith("theme/logo-") else CLEAN
        yield problem(path, "photo-metadata", message, hint)


def _check_size(path: str, size: int) -> Iterator[Problem]:
    budget = BUDGETS.get(PurePosixPath(path).suffix.lower(), HOST_LIMIT)
    if size > HOST_LIMIT:
        message = f"This file has {size / MB:,.0f} MB."
        yield problem(path, "file-size", message, "Hosts refuse it. Make it smaller.")
    elif size > budget:
        message = f"This file has {size / KB:,.0f} kB, more than the {budget / KB:,.0f} kB it should."
        hint = "On a phone it will be slow. Shorten or split it."
        yield problem(path, "file-budget", message, hint, Severity.WARNING)


def inspect_feeds(site: BuiltSite) -> Iterator[Problem]:
    """Look at every RSS and JSON feed, the site map and `announce.json`."""
    # A Trust's first publish may come before its first story.
    has_stories = BEACON not in site.known or bool(read_manifest(site.folder).stories)
    good_texts = set[bytes]()
    for path in site.paths:
        ending = path.rpartition(".")[2]
        if is_feed(path):
            data, url = site.read(path), site.url
            faults = check_feed(data, path, site=url, size_of=site.size, good_texts=good_texts)
            yield from (fault for fault in faults if fault.code != "feed-empty" or has_stories)
        elif ending in {"xml", "json"} and not _is_well_formed(site.read(path), ending):
            message = f"This is not well-formed {ending.upper()}, so no machine can read it."
            yield problem(path, "file-form", message, CLEAN)
    for name in ("feed.xml", BEACON, "index.html", "404.html"):
        if name not in site.known:
            hint = "Build again; it is made by every build."
            yield problem("", "file-missing", f"The site has no {name}.", hint)


def _is_well_formed(data: bytes, ending: str) -> bool:
    try:
        if ending == "json":
            json.loads(data)
        else:
            ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return False
    return True


def metadata_in(data: bytes) -> tuple[str, ...]:
    """What kinds of metadata a picture carries: nothing for a clean one, or one of a kind we do not know.

    Knows JPEG (ITU-T T.81 B.1.1.3), PNG (W3C PNG 11.3), WebP (RFC 9649) and HEIF, AVIF with it
    (ISO/IEC 14496-12, 8.11.6). Colour profiles are part of the picture.
    """
    if data.startswith(b"\xff\xd8"):
        kinds = _in_jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        kinds = _in_png(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kinds = _in_webp(data)
    elif read_brands(data):
        kinds = _in_heif(data)
    else:
        return ()
    return _all_of(kinds)


def film_metadata_in(data: bytes) -> tuple[str, ...]:
    """What an MP4 carries besides its picture and sound (ISO/IEC 14496-12, 8.1 and 8.10)."""
    return _all_of(_in_film(data, 0, len(data)))


def _all_of(kinds: Iterator[str]) -> tuple[str, ...]:
    """Each kind once, as far as the file can be read."""
    known: dict[str, None] = {}
    try:
        for kind in kinds:
            known[kind] = None
    except (BoxError, NotStripped):
        known["what can't be read"] = None
    return tuple(known)


def _in_film(data: bytes, start: int, end: int) -> Iterator[str]:
    for box in read_boxes(data, start, end):
        if box.kind in {b"moov", b"trak"}:
            yield from _in_film(data, box.body, box.end)
        elif box.kind == b"free" and data[box.body : box.end].strip(b"\0"):
            yield "something in a gap"
        elif box.kind not in _OF_A_FILM:
            yield f"a box “{box.kind.decode('latin-1')}”"


def _in_jpeg(data: bytes) -> Iterator[str]:
    for marker, _ in jpeg_parts(data):
        if marker in _JPEG_SPEAKING:
            yield _JPEG_SPEAKING[marker]
    end = data.rfind(b"\xff\xd9")
    if end >= 0 and data[end + 2 :].strip(b"\0"):
        yield "something after its end"


def _in_png(data: bytes) -> Iterator[str]:
    end = 8
    for kind, chunk in png_chunks(data):
        end += len(chunk)
        if kind in _PNG_SPEAKING:
            yield _PNG_SPEAKING[kind]
    if data[end:].strip(b"\0"):
        yield "something after its end"


def _in_webp(data: bytes) -> Iterator[str]:
    return (_WEBP_SPEAKING[kind] for kind, _ in webp_chunks(data) if kind in _WEBP_SPEAKING)


def _in_heif(data: bytes) -> Iterator[str]:
    for box in read_boxes(data):
        if box.kind == b"meta":
            for inner in read_boxes(data, box.body + 4, box.end):
                if inner.kind == b"iinf":
                    yield from _items(data, inner)
        elif box.kind in {b"uuid", b"udta"}:
            yield "XMP"
        elif box.kind == b"moov":
            yield "a film"


def _items(data: bytes, iinf: Box) -> Iterator[str]:
    count = 4 if data[iinf.body : iinf.body + 1].strip(b"\0") else 2
    for entry in read_boxes(data, iinf.body + 4 + count, iinf.end):
        version = data[entry.body : entry.body + 1]
        # The item's number is longer from version 3 on.
        start = entry.body + (8 if version == b"\2" else 10)
        if entry.kind == b"infe" and (message := data[start : start + 4]) in _ITEM_SPEAKING:
            yield _ITEM_SPEAKING[message]
