"""Invitations and live stories as calendar entries (RFC 5545), written by icalendar."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from goodnews.config import SiteConfig
from goodnews.rendered import RenderedStory
from goodnews.story import Story

if TYPE_CHECKING:
    from icalendar import Event


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
    """Write the calendar of all stories that have a time, in the order given.

    The same stories give the same bytes: an entry is stamped with its story's own date, not with now.
    """
    # Only here: reading this library takes a fifth of a second, and most builds change no calendar.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", f"-//{config.name}//{config.site_name}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", config.site_name)
    for rendered in stories:
        if entry := _entry(rendered.story, config):
            calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _entry(story: Story, config: SiteConfig) -> "Event | None":
    when = times(story)
    if not when:
        return None
    host = config.url().split("/")[2]
    from icalendar import Event  # noqa: PLC0415

    entry = Event()
    entry.add("uid", f"{story.identity}@{host}")
    entry.add("dtstamp", (story.meta.modified or story.meta.date).astimezone(UTC))
    entry.add("dtstart", when.starts.astimezone(UTC))
    entry.add("dtend", when.ends.astimezone(UTC))
    entry.add("summary", story.meta.title)
    entry.add("description", story.meta.summary)
    entry.add("location", when.place)
    entry.add("url", config.url(story.address))
    return entry
