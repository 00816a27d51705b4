"""Nothing lost compared with what readers have now."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goodnews.file_types import BEACON
from goodnews.problems import Problem, Severity
from goodnews.publish.inspect.site import BuiltSite, problem
from goodnews.publish.manifest import parse_manifest, read_manifest

MOST = 0.2
"""The part of the live pages that may go without a question."""

SHRINKS = "site-shrinks"
"""The code of the one problem that a person's yes is enough for."""

SITE_MAP = "sitemap.xml"
_LOC = re.compile(rb"<loc>\s*([^<]+?)\s*</loc>")
Get = Callable[[str], bytes | None]


@dataclass(frozen=True)
class LiveCopy:
    """What the live site says it has.

    Attributes:
        stories: identities of its stories.
        pages: how many pages its site map names.
        ledger: the commit of the announcer's ledger that it knew.
        withdrawn: identities of stories that it says were removed.
    """

    stories: frozenset[str]
    pages: int
    ledger: str | None = None
    withdrawn: frozenset[str] = frozenset()


def read_live(get: Get) -> LiveCopy | None:
    """Ask the live site what it has; None when it does not say, as before the first publish.

    `get` fetches a path of the live site, None when it is not there.
    """
    manifest = parse_manifest(get(BEACON) or b"")
    if manifest is None:
        return None
    pages = len(_LOC.findall(get(SITE_MAP) or b""))
    return LiveCopy(manifest.stories, pages, manifest.ledger, manifest.withdrawn)


def inspect_regressions(site: BuiltSite, live: LiveCopy | None, *, may_shrink: bool) -> Iterator[Problem]:
    """Compare the built site with the live one; more than a fifth of the pages gone stops and asks."""
    if live is None or BEACON not in site.known:
        return
    manifest = read_manifest(site.folder)
    identities = manifest.stories | manifest.withdrawn
    for identity in sorted(live.stories - identities):
        message = f"The story {identity} is live now, and it is not in the new site."
        hint = "If it should go, withdraw it: that leaves a note and takes its posts back."
        yield problem("", "story-lost", message, hint, Severity.WARNING)
    pages = len(_LOC.findall(site.read(SITE_MAP))) if SITE_MAP in site.known else 0
    gone = _part_gone(live.pages, pages)
    still = len(live.stories & identities)
    stories_gone = _part_gone(len(live.stories), still)
    if max(gone, stories_gone) > MOST and not may_shrink:
        message = (
            f"The new site has {pages} pages and {still} of the {len(live.stories)} "
            f"stories that are live; the live one has {live.pages} pages."
        )
        hint = "If so much should really go, publish with --may-shrink."
        yield problem("", SHRINKS, message, hint)


def _part_gone(before: int, after: int) -> float:
    return (before - after) / before if before else 0.0
