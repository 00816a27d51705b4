"""No way back for what was withdrawn: old releases that still show it are deleted."""

import json
from collections.abc import Mapping
from pathlib import Path

from goodnews.publish.kinds import BEACON
from goodnews.publish.releases import Releases, delete_release


def read_beacon(site: Path) -> Mapping[str, object]:
    """What a copy of the site says of itself in `announce.json`; empty when it says nothing."""
    try:
        found = json.loads((site / BEACON).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def identities(beacon: Mapping[str, object], part: str) -> frozenset[str]:
    """The identities of the stories in one part of the beacon, `stories` or `withdrawn`."""
    listed = beacon.get(part)
    items = listed if isinstance(listed, list) else []
    return frozenset(str(each["id"]) for each in items if isinstance(each, dict) and "id" in each)


def forget_withdrawn(releases: Releases) -> None:
    """Delete every release that shows a story which the current one says is withdrawn."""
    current = releases.current()
    if not current:
        return
    withdrawn = identities(read_beacon(current.folder), "withdrawn")
    for release in releases.all():
        if release != current and withdrawn & identities(read_beacon(release.folder), "stories"):
            delete_release(release)
