"""How long all feeds of a thousand stories take, against feedgen writing as many items with nothing kept."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from feedgen.feed import FeedGenerator

from benchmarks.ours import PROJECT
from benchmarks.report import Table
from benchmarks.stories import write_corpus
from goodnews.config import load_config
from goodnews.feeds.plan import plan_feeds
from goodnews.markdown.body import Text, render
from goodnews.rendered import RenderedStory
from goodnews.story import read_stories

STORIES, WARDS, TAGS = 1_000, 100, 200
TIMES = 3

_T = TypeVar("_T")


def run() -> Table:
    """Make every feed, as RSS and as JSON, and write the bytes nowhere.

    Seconds are the processor's: all of it is one thread, and other work on the machine doesn't count.
    """
    config = load_config(PROJECT)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        root = Path(name)
        write_corpus(root, PROJECT, STORIES, teams=WARDS, tags=TAGS)
        stories = read_stories(root / "content", root).raise_for_problems()
    public = [RenderedStory(story, render(Text(story.body))) for story in stories]
    feeds, first, best = _time(lambda: [file.render() for file in plan_feeds(public, [], config)])
    _, first_plan, plan = _time(lambda: [file.fingerprint for file in plan_feeds(public, [], config)])
    sizes = [size for feed in feeds if (size := feed.count(b"<item>"))]
    plain, first_plain, feedgen = _time(lambda: [_plain_feed(size, public) for size in sizes])
    measured: Sequence[tuple[str, Sequence[bytes], float, float]] = (
        ("ours: RSS and JSON", feeds, first, best),
        ("ours, nothing changed", [], first_plan, plan),
        ("feedgen alone: as many items in RSS", plain, first_plain, feedgen),
    )
    return Table(
        f"Feeds: {STORIES:,} stories, {WARDS} wards, {TAGS} tags",
        ("what", "files", "MB", "first run, s", f"best of {TIMES}, s", "× feedgen"),
        tuple(
            (
                message,
                f"{len(made):,}",
                f"{sum(map(len, made)) / 1e6:.0f}",
                f"{once:.2f}",
                f"{spent:.2f}",
                f"{spent / feedgen:.2f}",
            )
            for message, made, once, spent in measured
        ),
    )


def _plain_feed(size: int, public: Sequence[RenderedStory]) -> bytes:
    """A feed of so many items, as anybody would write it with feedgen."""
    feed = FeedGenerator()
    feed.title("Show them ours")
    feed.link(href="https://stories.merrowdale.example/")
    feed.description("The good stuff.")
    for rendered in public[:size]:
        meta = rendered.story.meta
        entry = feed.add_entry(order="append")
        entry.title(meta.title)
        entry.link(href=f"https://stories.merrowdale.example/stories/{rendered.story.key}/")
        entry.guid(rendered.story.key)
        entry.description(meta.summary)
        entry.content(rendered.story.body, type="CDATA")
        entry.published(meta.date)
        entry.category([{"term": tag} for tag in meta.tags])
    data: bytes = feed.rss_str()
    return data


def _time(work: Callable[[], list[_T]]) -> tuple[list[_T], float, float]:
    seconds = []
    for _ in range(TIMES):
        start = time.process_time()
        made = work()
        seconds.append(time.process_time() - start)
    return made, seconds[0], min(seconds)
