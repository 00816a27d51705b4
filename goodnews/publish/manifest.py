"""What a copy of the site says of itself in `announce.json`, as far as publishing asks.

Copies are live for weeks and kept for years, so whatever an older version wrote is read as far as it goes.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from goodnews.file_types import BEACON

SITE_MAP = "sitemap.xml"
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


def read_live(get: Callable[[str], bytes | None]) -> PublishedManifest | None:
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
