"""Feeds that readers can read, and other files that machines can."""

import json
from collections.abc import Iterator
from functools import partial

from defusedxml import DefusedXmlException, ElementTree

from goodnews.feeds import is_feed
from goodnews.feeds.validate import check_feed
from goodnews.file_types import BEACON
from goodnews.problems import Problem, Severity
from goodnews.publish.inspect.site import BuiltSite
from goodnews.publish.manifest import read_manifest


def inspect_feeds(site: BuiltSite) -> Iterator[Problem]:
    """Look at every RSS and JSON feed, the site map and `announce.json`."""
    # A Trust's first publish may come before its first story.
    has_stories = BEACON not in site.known or bool(read_manifest(site.folder).stories)
    check, good_texts = partial(check_feed, site=site.url, size_of=partial(_size, site)), set[bytes]()
    for path in site.paths:
        if is_feed(path):
            found = check(site.read(path), path, good_texts=good_texts)
            yield from (problem for problem in found if problem.code != "feed-empty" or has_stories)
        elif (ending := path.rpartition(".")[2]) in _WELL_FORMED and not _WELL_FORMED[ending](
            site.read(path)
        ):
            yield Problem(
                f"output/{path}",
                1,
                Severity.ERROR,
                "file-form",
                f"This is not well-formed {ending.upper()}, so no machine can read it.",
                "Run the clean task and publish again. If it stays, tell whoever looks after the site.",
            )
    for name in ("feed.xml", "announce.json", "index.html", "404.html"):
        if name not in site.known:
            message, hint = f"The site has no {name}.", "Build again; it is made by every build."
            yield Problem("output", 1, Severity.ERROR, "file-missing", message, hint)


def _size(site: BuiltSite, path: str) -> int | None:
    return site.size(path) if path in site.known else None


def _is_xml(data: bytes) -> bool:
    try:
        ElementTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return False
    return True


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


_WELL_FORMED = {"xml": _is_xml, "json": _is_json}
