"""How long all feeds of a thousand stories take, against writing each item anew for each feed."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from goodnews.bench.table import Table
from goodnews.feeds import plan_feeds
from goodnews.feeds.channel import Channel, FeedItem
from goodnews.feeds.channels import archive_of, as_json, channel_for
from goodnews.feeds.entries import entries_of
from goodnews.feeds.history import history_of
from goodnews.feeds.jsonfeed import json_item, write_json_feed
from goodnews.feeds.listings import listings_of
from goodnews.feeds.rss import start_feed
from goodnews.feeds.rss_item import rss_entry
from goodnews.feeds.shelf import fill_shelf
from goodnews.markup import Renderer
from goodnews.photos import PhotoSet, Rendition
from goodnews.rendered import Rendered
from goodnews.story import LONDON, FrontMatter, LineNumbers, Story
from goodnews.trust import Trust

STORIES, WARDS, TAGS = 1_000, 100, 200
RUNS = 3
CATEGORIES = ("People", "Patients", "Teams", "Places", "Live", "Learning", "Thank you")
HOSPITALS = ("Merrowdale General", "Tarnside Hospital", "The Larches")
_SENTENCE = "The kettle went on at four, as it does, and *nobody* drank what came out of it. "

_T = TypeVar("_T")


def run() -> Table:
    """Make every feed, as RSS and as JSON, and write the bytes nowhere.

    Seconds are the processor's: all of it is one thread, and other work on the machine doesn't count.
    """
    renderer, trust = Renderer(), _trust()
    public = [_story(number, renderer) for number in range(STORIES)]
    data, first, kept = _time(lambda: [file.data for file in plan_feeds(public, [], trust)])
    _, first_plan, planned = _time(lambda: [file.fingerprint for file in plan_feeds(public, [], trust)])
    _, first_anew, anew = _time(lambda: list(_written_anew(public, trust)))
    amount = (f"{len(data):,}", f"{sum(map(len, data)) / 1e6:.0f}")
    return Table(
        f"Feeds: {STORIES:,} stories, {WARDS} wards, {TAGS} tags",
        ("each item", "files", "MB", "first run, s", f"best of {RUNS}, s", "ratio"),
        (
            ("written once", *amount, f"{first:.2f}", f"{kept:.2f}", "1.0"),
            ("written anew for each feed", *amount, f"{first_anew:.2f}", f"{anew:.2f}", f"{anew / kept:.1f}"),
            (
                "not asked for: nothing changed",
                *amount,
                f"{first_plan:.2f}",
                f"{planned:.2f}",
                f"{planned / kept:.2f}",
            ),
        ),
    )


def _written_anew(public: Sequence[Rendered], trust: Trust) -> Iterator[bytes]:
    """The same feeds, each written as a whole: feedgen's way, with only the telling of a story done once."""
    shelf = fill_shelf(public, [], trust)
    items = {story.story.identity: shelf.item(story.story.identity) for story in public}
    for listing in listings_of(entries_of(public, [])):
        history = history_of(listing, trust.feed_items)
        for number, chunk in enumerate((history.current, *history.archives)):
            older = number - 1 if number else len(history.archives)
            channel = archive_of(channel_for(listing, trust), number, older)
            told = [items[entry.identity] for entry in chunk]
            yield _whole(channel, told)
            yield write_json_feed(as_json(channel), [json_item(item) for item in told])


def _whole(channel: Channel, told: Sequence[FeedItem]) -> bytes:
    feed = start_feed(channel, max(item.touched for item in told))
    feed.doorstep_.stories = tuple(told)
    for item in told:
        feed.add_entry(rss_entry(item, channel.language), order="append")
    data: bytes = feed.rss_str()
    return data


def _time(work: Callable[[], list[_T]]) -> tuple[list[_T], float, float]:
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        made = work()
        seconds.append(time.process_time() - start)
    return made, seconds[0], min(seconds)


def _story(number: int, renderer: Renderer) -> Rendered:
    photo = {"file": "one.jpg", "alt": "Two nurses, backs to us", "caption": "At 7am.", "shows": "backs"}
    front = FrontMatter.model_validate(
        {
            "title": f"Story number {number}",
            "summary": "One sentence about what happened on the ward that night.",
            "date": datetime(2024, 1, 1, 7, 45, tzinfo=LONDON) + timedelta(hours=20 * number),
            "category": CATEGORIES[number % len(CATEGORIES)],
            "by": "The night sister",
            "team": f"Ward {number % WARDS}",
            "hospital": HOSPITALS[number % len(HOSPITALS)],
            "tags": tuple(f"tag {(number * step) % TAGS}" for step in (1, 3, 7)),
            "photos": (photo, photo | {"file": "two.jpg"}),
        }
    )
    body = "\n\n".join([_SENTENCE * 6] * 4 + ["![](two.jpg)", "[All stories](/stories/)"])
    key = f"2026/story-{number}"
    story = Story(
        "/nowhere", f"content/stories/{key}/story.md", key, front, body, 1, LineNumbers(), f"{number:064}"
    )
    rendered = renderer.render(body, photos={"two.jpg"})
    return Rendered(story, rendered, photos={"one.jpg": _photos(number), "two.jpg": _photos(-number)})


def _photos(number: int) -> PhotoSet:
    rendition = Rendition(f"{number:012x}-1280.jpg", 1280, 853, "image/jpeg", 120_000, "/nowhere")
    return PhotoSet("0" * 64, 3000, 2000, "#445566", (rendition,))


def _trust() -> Trust:
    return Trust.model_validate(
        {
            "SITENAME": "Show them ours",
            "SITEURL": "https://stories.merrowdale.example",
            "TRUST_NAME": "Merrowdale Hospitals NHS Trust",
            "TRUST_SHORT_NAME": "Merrowdale",
            "TRUST_STRAPLINE": "The good stuff.",
            "TRUST_ACCENT": "#005f6b",
            "TRUST_HOSPITALS": HOSPITALS,
            "TRUST_CATEGORIES": CATEGORIES,
            "TRUST_EMAIL": "stories@merrowdale.example",
            "TRUST_CONFIDENTIAL_EMAIL": "listen@merrowdale.example",
            "TRUST_REMOVAL_EMAIL": "pictures@merrowdale.example",
            "TRUST_ACCESSIBILITY_REVIEWED": date(2026, 11, 2),
        }
    )
