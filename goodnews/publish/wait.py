"""Waiting until readers really get the new site, through every cache on the way."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import requests

from goodnews.file_types import BEACON
from goodnews.problems import CommandError
from goodnews.publish.html_facts import read_html
from goodnews.publish.manifest import parse_manifest

Fetch = Callable[[str], bytes | None]
LARGEST = 50_000_000
"""Bytes; an answer longer than that is not one of our pages."""


@dataclass(frozen=True)
class WaitResult:
    """How long it took, in seconds, and how often we asked."""

    seconds: float
    asked: int


def fetch(address: str, *, timeout: float = 10.0) -> bytes | None:
    """The body of a 200, past the caches that honour a reader's wish; None for anything else."""
    wish = {"Cache-Control": "no-cache", "User-Agent": "goodnews-publish"}
    try:
        with requests.get(address, headers=wish, timeout=timeout, stream=True) as answer:
            return (
                answer.raw.read(LARGEST, decode_content=True)
                if answer.status_code == requests.codes.ok
                else None
            )
    except (requests.RequestException, OSError):
        return None


def wait_until_live(
    site: str,
    build: str,
    *,
    limit: float = 900.0,
    get: Fetch = fetch,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> WaitResult:
    """Ask the public address until the home page and `announce.json` both answer with `build`.

    The pauses grow from half a second to fifteen. CommandError when `limit` seconds are up; it says what was
    seen last.
    """
    base, start, pause, asked = site.rstrip("/"), clock(), 0.5, 0
    while True:
        asked += 1
        beacon, home = get(f"{base}/{BEACON}"), get(f"{base}/")
        manifest = parse_manifest(beacon or b"")
        if manifest and manifest.build == build == read_html(home or b"").build:
            return WaitResult(clock() - start, asked)
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
