"""Only expected kinds of file, each within its size, no picture with anything to tell."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from goodnews.file_types import content_type
from goodnews.problems import Problem, Severity
from goodnews.publish.inspect.metadata import metadata_in
from goodnews.publish.inspect.site import BuiltSite

KB, MB = 1_000, 1_000_000

BUDGETS: Mapping[str, int] = MappingProxyType(
    {
        ".html": 100 * KB,
        ".css": 12 * 1024,
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
            yield _error(path, "file-link", "This is a link, or no file at all.", "Run the clean task.")
            continue
        total += facts.st_size
        yield from _look_at(site, path, facts.st_size)
    if total > SITE_LIMIT:
        yield Problem(
            "output",
            1,
            Severity.ADVICE,
            "site-size",
            f"The whole site has {total / MB:,.0f} MB.",
            "GitHub Pages asks for less than 1,000 MB; other hosts take more.",
        )


def _look_at(site: BuiltSite, path: str, size: int) -> Iterator[Problem]:
    ending = PurePosixPath(path).suffix.lower()
    if ending in _ORIGINALS:
        yield _error(
            path,
            "file-original",
            "This is a file as a camera writes it, perhaps with the place it was taken.",
            "Originals are never published. Run the clean task, then tell whoever looks after the site.",
        )
    elif content_type(path) is None:
        yield _error(
            path,
            "file-type",
            f"A site has no “{ending or PurePosixPath(path).name}” files.",
            "Remove it from what the site is built from.",
        )
    if ending in _PICTURES and (told := metadata_in(site.read(path))):
        yield _error(
            path,
            "photo-metadata",
            f"This picture carries {', '.join(told)}: perhaps where it was taken, and by whom.",
            "Run the clean task and publish again. If it stays, tell whoever looks after the site.",
        )
    if size > HOST_LIMIT:
        yield _error(
            path, "file-size", f"This file has {size / MB:,.0f} MB.", "Hosts refuse it. Make it smaller."
        )
    elif size > BUDGETS.get(ending, HOST_LIMIT):
        yield Problem(
            f"output/{path}",
            1,
            Severity.WARNING,
            "file-budget",
            f"This file has {size / KB:,.0f} kB, more than the {BUDGETS[ending] / KB:,.0f} kB it should.",
            "On a phone it will be slow. Shorten or split it.",
        )


def _error(path: str, code: str, message: str, hint: str) -> Problem:
    return Problem(f"output/{path}", 1, Severity.ERROR, code, message, hint)
