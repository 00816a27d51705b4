"""A last look at the built site before anyone can see it: all inspections, one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from goodnews.config import SiteConfig
from goodnews.file_types import BEACON
from goodnews.files import disk_in_words
from goodnews.problems import Problem, Severity
from goodnews.publish.inspect.files import inspect_feeds, inspect_files
from goodnews.publish.inspect.leaks import inspect_leaks
from goodnews.publish.inspect.pages import inspect_editor, inspect_links, inspect_pages
from goodnews.publish.inspect.site import BuiltSite, PageSource, Sources, problem
from goodnews.publish.manifest import SITE_MAP, PublishedManifest, count_pages, read_manifest
from goodnews.story import Story

__all__ = ["SHRINKS", "PageSource", "inspect_output"]

MOST = 0.2
"""The part of the live pages that may go without a question."""

SHRINKS = "site-shrinks"
"""The code of the one problem that a person's yes is enough for."""


def inspect_output(
    output: Path,
    config: SiteConfig,
    *,
    stories: Sequence[Story] = (),
    pages: Mapping[str, PageSource] = MappingProxyType({}),
    now: datetime,
    live: PublishedManifest | None = None,
    may_shrink: bool = False,
) -> tuple[Problem, ...]:
    """Walk through the built site and give all that is wrong with it, sorted.

    Of stories that are not public no trace may be there. `pages` are what the static pages are made of, by
    their paths in the output; `live` is what readers have now, if anything.
    """
    sources = Sources(stories, pages)
    # What the Trust itself says may be in the words of a story that nobody may see yet.
    own_words = "\n".join([config.model_dump_json(), *(page.text for page in pages.values())])
    with disk_in_words("The built site can't be read"):
        site = BuiltSite(output, config.site_url)
        problems = [
            *inspect_files(site),
            *inspect_links(site, sources),
            *inspect_pages(site, sources),
            *inspect_editor(site, config, sources),
            *inspect_feeds(site),
            *inspect_leaks(site, stories, own_words, now),
            *inspect_regressions(site, live, may_shrink=may_shrink),
        ]
    return tuple(sorted(set(map(sources.place, problems))))


def inspect_regressions(
    site: BuiltSite, live: PublishedManifest | None, *, may_shrink: bool
) -> Iterator[Problem]:
    """Compare the built site with the live one; more than a fifth of the pages gone stops and asks."""
    if live is None or BEACON not in site.known:
        return
    manifest = read_manifest(site.folder)
    identities = manifest.stories | manifest.withdrawn
    for identity in sorted(live.stories - identities):
        message = f"The story {identity} is live now, and it is not in the new site."
        hint = "If it should go, withdraw it: that leaves a note and takes its posts back."
        yield problem("", "story-lost", message, hint, Severity.WARNING)
    pages = count_pages(site.read(SITE_MAP)) if SITE_MAP in site.known else 0
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
