"""No way back for what was withdrawn: old releases that still show it are deleted."""

from collections.abc import Mapping
from pathlib import Path

from goodnews.file_types import BEACON
from goodnews.publish.beacon import identities, parse_beacon
from goodnews.publish.releases import Releases, delete_release


def read_beacon(site: Path) -> Mapping[str, object]:
    """What a copy of the site on this disk says of itself."""
    try:
        return parse_beacon((site / BEACON).read_bytes())
    except OSError:
        return {}


def forget_withdrawn(releases: Releases) -> None:
    """Delete every release that shows a story which the current one says is withdrawn."""
    current = releases.current()
    if not current:
        return
    withdrawn = identities(read_beacon(current.folder), "withdrawn")
    for release in releases.all():
        if release != current and withdrawn & identities(read_beacon(release.folder), "stories"):
            delete_release(release)
