"""What a copy of the site says of itself in `announce.json`, as far as publishing asks.

Copies are live for weeks and kept for years, so whatever an older version wrote is read as far as it goes.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from goodnews.file_types import BEACON
from goodnews.publish.releases import Releases, delete_release


@dataclass(frozen=True, slots=True)
class PublishedManifest:
    """The build that a copy of the site belongs to, the identities of its stories, and the ledger it knew."""

    build: str | None = None
    stories: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    ledger: str | None = None


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


def forget_withdrawn(releases: Releases) -> None:
    """Delete every release that shows a story which the current one says is withdrawn."""
    current = releases.current()
    if not current:
        return
    withdrawn = read_manifest(current.folder).withdrawn
    for release in releases.all():
        if release != current and withdrawn & read_manifest(release.folder).stories:
            delete_release(release)


def _identities(listed: object) -> frozenset[str]:
    entries = listed if isinstance(listed, list) else []
    return frozenset(str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry)
