"""Quiet hours: a hospital's account does not post at four in the morning."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time

from goodnews.problems import CommandError
from goodnews.story import LONDON

_HOURS = re.compile(r"\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*")


@dataclass(frozen=True, slots=True)
class PostingHours:
    """When posts may go out, London time; `opens` later than `closes` runs over midnight."""

    opens: time
    closes: time

    def allow(self, now: datetime) -> bool:
        """Whether a post may go out at `now` (aware)."""
        clock = now.astimezone(LONDON).time()
        if self.opens <= self.closes:
            return self.opens <= clock < self.closes
        return clock >= self.opens or clock < self.closes

    def __str__(self) -> str:
        return f"{self.opens:%H:%M} to {self.closes:%H:%M}"


def parse_posting_hours(text: str) -> PostingHours | None:
    """Read `ANNOUNCE_HOURS`, like `07:00-21:00`; empty means any time.

    Raises:
        CommandError: it is not two times.
    """
    if not text.strip():
        return None
    match = _HOURS.fullmatch(text)
    with suppress(ValueError):
        one, two, three, four = (int(group) for group in match.groups()) if match else (0, 0, 0, 0)
        hours = PostingHours(time(one, two), time(three, four))
        if hours.opens != hours.closes:
            return hours
    raise CommandError(
        f"ANNOUNCE_HOURS is “{text}”, which is not two times.", "Write it like 07:00-21:00, or leave it out."
    )
