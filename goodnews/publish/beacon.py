"""What a copy of the site says of itself in `announce.json`, as far as publishing asks."""

import json
from collections.abc import Mapping


def parse_beacon(data: bytes) -> Mapping[str, object]:
    """What `announce.json` says; empty when it says nothing that can be read."""
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def build_of(beacon: Mapping[str, object]) -> str | None:
    """The build it belongs to."""
    build = beacon.get("build")
    return build if isinstance(build, str) else None


def identities(beacon: Mapping[str, object], part: str) -> frozenset[str]:
    """The identities of the stories in one part of it, `stories` or `withdrawn`."""
    listed = beacon.get(part)
    items = listed if isinstance(listed, list) else []
    return frozenset(str(each["id"]) for each in items if isinstance(each, dict) and "id" in each)
