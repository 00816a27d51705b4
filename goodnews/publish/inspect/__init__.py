"""A last look at the built site before anyone can see it: all inspections, one after the other."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from goodnews.config import SiteConfig
from goodnews.files import disk_in_words
from goodnews.problems import Problem
from goodnews.publish.inspect.files import inspect_feeds, inspect_files
from goodnews.publish.inspect.leaks import inspect_leaks
from goodnews.publish.inspect.pages import inspect_links, inspect_pages
from goodnews.publish.inspect.regressions import SHRINKS, LiveCopy, inspect_regressions, read_live
from goodnews.publish.inspect.site import BuiltSite
from goodnews.publish.inspect.stories import name_stories
from goodnews.story import Story

__all__ = ["SHRINKS", "LiveCopy", "inspect_output", "read_live"]


def inspect_output(
    output: Path,
    config: SiteConfig,
    *,
    stories: Sequence[Story] = (),
    standing: str = "",
    now: datetime,
    live: LiveCopy | None = None,
    may_shrink: bool = False,
) -> tuple[Problem, ...]:
    """Walk through the built site and give all that is wrong with it, sorted.

    Args:
        output: the built site.
        config: the Trust it was built for.
        stories: every story, public or not: of those that are not, no trace may be there.
        standing: the text of the standing pages, which may use the same words.
        now: the moment it was built for, aware.
        live: what readers have now, if anything.
        may_shrink: whether somebody said that much may go.
    """
    with disk_in_words("The built site can't be read"):
        site = BuiltSite(output, config.site_url)
        problems = [
            *inspect_files(site),
            *inspect_links(site),
            *inspect_pages(site),
            *inspect_feeds(site),
            *inspect_leaks(site, stories, standing, now),
            *inspect_regressions(site, live, may_shrink=may_shrink),
        ]
    return tuple(sorted(set(name_stories(problems, stories))))
