"""Invitations and live stories as calendar entries (RFC 5545), written by icalendar."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from goodnews.config import SiteConfig
from goodnews.rendered import RenderedStory
from goodnews.story import Story

AHEAD = timedelta(days=400)
"""How long before it ends something is announced on the home page."""


class Times(NamedTuple):
    """From when to when, and where."""

    starts: datetime
    ends: datetime
    place: str


def times(story: Story) -> Times | None:
    """When a story's event or live recording is, if it has one; it lasts an hour when it has no end."""
    live, event = story.meta.live, story.meta.event
    if event:
        return Times(event.starts, event.ends or event.starts + timedelta(hours=1), event.place)
    return Times(live.starts, live.ends, live.watch) if live else None


def draw_calendar(stories: Sequence[RenderedStory], config: SiteConfig) -> bytes:
    """Write the calendar of stories that have a time, in the order given.

    The same stories give the same bytes: an entry is stamped with its story's own date, not with now.
    """
    # Only here: reading this library takes a fifth of a second, and most builds change no calendar.
    from icalendar import Calendar, Event  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", f"-//{config.name}//{config.site_name}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", config.site_name)
    host = config.url().split("/")[2]
    for story in (rendered.story for rendered in stories):
        if when := times(story):
            entry = Event()
            entry.add("uid", f"{story.identity}@{host}")
            entry.add("dtstamp", (story.meta.modified or story.meta.date).astimezone(UTC))
            entry.add("dtstart", when.starts.astimezone(UTC))
            entry.add("dtend", when.ends.astimezone(UTC))
            entry.add("summary", story.meta.title)
            entry.add("description", story.meta.summary)
            entry.add("location", when.place)
            entry.add("url", config.url(story.address))
            calendar.add_component(entry)
    return bytes(calendar.to_ical())
