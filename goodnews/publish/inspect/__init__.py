"""A last look at the built site before anyone can see it: all inspections, one after the other."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from goodnews.config import SiteConfig
from goodnews.files import disk_in_words
from goodnews.problems import Problem
from goodnews.publish.inspect.files import inspect_feeds, inspect_files
from goodnews.publish.inspect.leaks import inspect_leaks
from goodnews.publish.inspect.pages import inspect_editor, inspect_links, inspect_pages
from goodnews.publish.inspect.regressions import SHRINKS, LiveCopy, inspect_regressions, read_live
from goodnews.publish.inspect.site import BuiltSite, PageSource, Sources, name_sources
from goodnews.story import Story

__all__ = ["SHRINKS", "LiveCopy", "PageSource", "inspect_output", "read_live"]


def inspect_output(
    output: Path,
    config: SiteConfig,
    *,
    stories: Sequence[Story] = (),
    pages: Mapping[str, PageSource] = MappingProxyType({}),
    now: datetime,
    live: LiveCopy | None = None,
    may_shrink: bool = False,
) -> tuple[Problem, ...]:
    """Walk through the built site and give all that is wrong with it, sorted.

    Args:
        output: the built site.
        config: the Trust it was built for.
        stories: every story, public or not: of those that are not, no trace may be there.
        pages: what the static pages are made of, by their paths in the output.
        now: the moment it was built for, aware.
        live: what readers have now, if anything.
        may_shrink: whether somebody said that much may go.
    """
    sources = Sources(stories, pages)
    # What the Trust itself says may be in the words of a story that nobody may see yet.
    own_words = "\n".join([config.model_dump_json(), *(page.text for page in pages.values())])
    with disk_in_words("The built site can't be read"):
        site = BuiltSite(output, config.site_url)
        problems = [
            *inspect_files(site),
            *inspect_links(site, sources),
            *inspect_pages(site),
            *inspect_editor(site, config),
            *inspect_feeds(site),
            *inspect_leaks(site, stories, own_words, now),
            *inspect_regressions(site, live, may_shrink=may_shrink),
        ]
    return tuple(sorted(set(name_sources(problems, sources))))
