"""How long all feeds of a thousand stories take, and how long it takes to see that none has changed."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from goodnews.bench.table import Table
from goodnews.feeds import plan_feeds
from goodnews.markup import Renderer
from goodnews.photos import PhotoSet, Rendition
from goodnews.rendered import Rendered
from goodnews.story import LONDON, FrontMatter, Lines, Story
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
    amount = (f"{len(data):,}", f"{sum(map(len, data)) / 1e6:.0f}")
    return Table(
        f"Feeds: {STORIES:,} stories, {WARDS} wards, {TAGS} tags",
        ("feeds", "files", "MB", "first run, s", f"best of {RUNS}, s", "ratio"),
        (
            ("written", *amount, f"{first:.2f}", f"{kept:.2f}", "1.0"),
            (
                "not asked for: nothing changed",
                *amount,
                f"{first_plan:.2f}",
                f"{planned:.2f}",
                f"{planned / kept:.2f}",
            ),
        ),
    )


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
        "/nowhere", f"content/stories/{key}/story.md", key, front, body, 1, Lines(), f"{number:064}"
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
