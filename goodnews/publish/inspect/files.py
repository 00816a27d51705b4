"""Only expected kinds of file, each within its size; pictures with nothing to tell; feeds that read well."""

import json
import stat
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType

from defusedxml import DefusedXmlException, ElementTree

from goodnews.feeds.plan import is_feed
from goodnews.feeds.validate import check_feed
from goodnews.file_types import BEACON, content_type
from goodnews.problems import Problem, Severity
from goodnews.publish.inspect.metadata import film_metadata_in, metadata_in
from goodnews.publish.inspect.site import CLEAN, BuiltSite, problem
from goodnews.publish.manifest import read_manifest

KB, MB = 1_000, 1_000_000

BUDGETS: Mapping[str, int] = MappingProxyType(
    {
        ".html": 100 * KB,
        ".css": 16 * 1024,
        ".avif": 600 * KB,
        ".jpg": 1 * MB,
        ".png": 500 * KB,
        ".svg": 50 * KB,
        ".ics": 500 * KB,
    }
)
"""Bytes a file may have before somebody on a ward's wifi notices, by its ending."""

HOST_LIMIT = 25 * 1024 * 1024
"""Bytes. The largest file that every static host takes (Cloudflare Pages has the lowest limit)."""

SITE_LIMIT = 1_000 * MB
"""Bytes. GitHub Pages asks sites to stay below it."""

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif")
_ORIGINALS = (".heic", ".heif", ".tif", ".tiff", ".dng", ".mov", ".mp4")


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
    check, good_texts = partial(check_feed, site=site.url, size_of=partial(_size, site)), set[bytes]()
    for path in site.paths:
        ending = path.rpartition(".")[2]
        if is_feed(path):
            faults = check(site.read(path), path, good_texts=good_texts)
            yield from (fault for fault in faults if fault.code != "feed-empty" or has_stories)
        elif ending in {"xml", "json"} and not _is_well_formed(site.read(path), ending):
            message = f"This is not well-formed {ending.upper()}, so no machine can read it."
            yield problem(path, "file-form", message, CLEAN)
    for name in ("feed.xml", "announce.json", "index.html", "404.html"):
        if name not in site.known:
            hint = "Build again; it is made by every build."
            yield problem("", "file-missing", f"The site has no {name}.", hint)


def _size(site: BuiltSite, path: str) -> int | None:
    return site.size(path) if path in site.known else None


def _is_well_formed(data: bytes, ending: str) -> bool:
    try:
        if ending == "json":
            json.loads(data)
        else:
            ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return False
    return True
