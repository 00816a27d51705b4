"""What a copy of the site says of itself in `announce.json`, and waiting until the live one says it.

Copies are live for weeks and kept for years, so whatever an older version wrote is read as far as it goes.
The strict way of reading it is `AnnounceManifest`.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import requests

from goodnews.file_types import BEACON
from goodnews.problems import CommandError
from goodnews.publish.html_facts import read_html

SITE_MAP = "sitemap.xml"
Fetch = Callable[[str], bytes | None]
TIMEOUT = 10.0
"""Seconds for an answer to begin."""
LARGEST = 50_000_000
"""Bytes; an answer longer than that is not one of our pages."""
_LOC = re.compile(rb"<loc>\s*([^<]+?)\s*</loc>")


@dataclass(frozen=True, slots=True)
class PublishedManifest:
    """What a copy of the site says it has.

    Attributes:
        build: the build that it belongs to.
        stories: identities of its stories.
        withdrawn: identities of stories that it says were removed.
        ledger: the commit of the announcer's ledger that it knew.
        pages: how many pages its site map names, where that was asked.
    """

    build: str | None = None
    stories: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    ledger: str | None = None
    pages: int = 0


def parse_manifest(data: bytes) -> PublishedManifest | None:
    """What `announce.json` says; None when it says nothing that can be read.

    >>> parse_manifest(b'{"build": "3fa2c19b", "stories": [{"id": "2026/a"}]}').build
    '3fa2c19b'
    """
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or not content:
        return None
    build, ledger = content.get("build"), content.get("ledger")
    return PublishedManifest(
        build if isinstance(build, str) else None,
        _identities(content.get("stories")),
        _identities(content.get("withdrawn")),
        ledger if isinstance(ledger, str) else None,
    )


def read_manifest(site: Path) -> PublishedManifest:
    """What a copy of the site on this disk says of itself; nothing when it has no manifest."""
    try:
        return parse_manifest((site / BEACON).read_bytes()) or PublishedManifest()
    except OSError:
        return PublishedManifest()


def read_live(get: Fetch) -> PublishedManifest | None:
    """Ask the live site what it has; None when it does not say, as before the first publish.

    `get` fetches a path of the live site, None when it is not there.
    """
    manifest = parse_manifest(get(BEACON) or b"")
    return replace(manifest, pages=count_pages(get(SITE_MAP) or b"")) if manifest else None


def count_pages(site_map: bytes) -> int:
    """How many pages a site map names."""
    return len(_LOC.findall(site_map))


def _identities(listed: object) -> frozenset[str]:
    entries = listed if isinstance(listed, list) else []
    return frozenset(str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry)


def fetch(address: str) -> bytes | None:
    """The body of a 200, past the caches that honour a reader's wish; None for anything else."""
    wish = {"Cache-Control": "no-cache", "User-Agent": "goodnews-publish"}
    try:
        with requests.get(address, headers=wish, timeout=TIMEOUT, stream=True) as answer:
            is_ok = answer.status_code == requests.codes.ok
            return answer.raw.read(LARGEST, decode_content=True) if is_ok else None
    except (requests.RequestException, OSError):
        return None


def wait_until_live(
    site: str,
    build: str,
    *,
    limit: float,
    get: Fetch = fetch,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> float:
    """Ask the public address until the home page and `announce.json` both answer with `build`.

    Gives the seconds it took; the pauses grow from half a second to fifteen. CommandError when `limit`
    seconds are up, with what was seen last.
    """
    base, start, pause = site.rstrip("/"), clock(), 0.5
    while True:
        beacon, home = get(f"{base}/{BEACON}"), get(f"{base}/")
        manifest = parse_manifest(beacon or b"")
        if manifest and manifest.build == build == read_html(home or b"").build:
            return clock() - start
        if clock() - start + pause > limit:
            raise _late(base, limit, answered=beacon is not None or home is not None)
        sleep(pause)
        pause = min(pause * 1.5, 15.0)


def _late(base: str, limit: float, *, answered: bool) -> CommandError:
    minutes = max(round(limit / 60), 1)
    waited = f"after {minutes} minute{'s' * (minutes != 1)}"
    if answered:
        return CommandError(
            f"The new site was delivered, but {base} still shows an older one {waited}.",
            "Nothing was announced. If a cache stands in front of the site, clear it; then run the "
            "announce task, or publish again: it picks up from here.",
        )
    return CommandError(
        f"The new site was delivered, but {base} does not answer {waited}.",
        "Nothing was announced. Check the address (SITEURL) and the host, then publish again.",
    )
