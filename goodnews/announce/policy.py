"""What to do next about one story on one network: from the record, and from the clock, which is passed in."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from time import monotonic, sleep, strptime

from goodnews.announce.record import Record, State
from goodnews.feeds.announce_manifest import Announcement
from goodnews.problems import CommandError
from goodnews.story import LONDON

PRACTICE = "practice"


class Clock:
    """Where the announcer gets its time and its nonces from: the machine's own."""

    def now(self) -> datetime:
        """The wall clock, UTC. May be wrong by a little, and may jump."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """For deadlines; it counts while the machine is busy, and on Linux not while it sleeps."""
        return monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        sleep(seconds)

    def nonce(self) -> str:
        """A name nobody else will think of: 128 bits of chance, hex."""
        return secrets.token_hex(16)


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
    """Read `ANNOUNCE_HOURS`, like `07:00-21:00`; empty means any time. CommandError for anything else."""
    if not text.strip():
        return None
    with suppress(ValueError):
        opens, closes = (time(*strptime(part.strip(), "%H:%M")[3:5]) for part in text.split("-"))
        if opens != closes:
            return PostingHours(opens, closes)
    raise CommandError(
        f"ANNOUNCE_HOURS is “{text}”, which is not two times.", "Write it like 07:00-21:00, or leave it out."
    )


@dataclass(frozen=True, slots=True)
class Policy:
    """The bounds within which nothing is posted twice.

    The law is: `lease` > `post_by` + the longest an HTTP request can be under way + the longest a network's
    own timeline lags + twice `skew`. With what stands here, a timeline may lag 13 minutes.

    Attributes:
        lease: how long a claim keeps others away.
        post_by: how long after the claim was begun the post may still be started.
        skew: how wrong runners' wall clocks may be.
        in_flight: how long a claim without a word may just be another run's, which is at work.
        max_clock_error: with a clock that is this wrong, by the live site's, nothing is done at all.
        max_age: older stories are never posted.
        tries: claims for one story before a person is asked.
        hours: when posts may go out; None for always.
    """

    lease: timedelta = timedelta(minutes=20)
    post_by: timedelta = timedelta(seconds=60)
    skew: timedelta = timedelta(minutes=2)
    in_flight: timedelta = timedelta(minutes=5)
    max_clock_error: timedelta = timedelta(minutes=10)
    max_age: timedelta = timedelta(days=7)
    tries: int = 3
    hours: PostingHours | None = None


class Action(StrEnum):
    """What to do."""

    NOTHING = "nothing"
    ANNOUNCE = "announce"
    RECONCILE = "reconcile"
    HOLD = "hold"


def next_action(story: Announcement, record: Record | None, now: datetime, policy: Policy) -> Action:
    """The next step for a story that is live.

    A story without a record that is already too old was merged late, or imported: it is not posted, and that
    is said. One that was waiting and has grown too old is held, too: somebody meant it to be posted.
    """
    if story.published > now:
        return Action.NOTHING
    too_old = now - counts_from(story, record) > policy.max_age
    if record is None or record.state is State.WAITING:
        return Action.HOLD if too_old else Action.ANNOUNCE
    if record.state is State.CLAIMED and is_expired(record, now, policy):
        return Action.RECONCILE
    return Action.NOTHING


def is_expired(claim: Record, now: datetime, policy: Policy) -> bool:
    """Whether a claim's lease is over, by anybody's clock."""
    return claim.lease_expires_at is None or now > claim.lease_expires_at + policy.skew


def local_time_of_expiry(claim: Record) -> str:
    """From when on a run looks what became of a claim, London time: `10:52`."""
    expires_at = (claim.lease_expires_at or claim.updated_at) + timedelta(minutes=2)
    return f"{expires_at.astimezone(LONDON):%H:%M}"


def counts_from(story: Announcement, record: Record | None) -> datetime:
    """From when a story's age is counted: its date, or a person's later word."""
    return max(story.published, record.counts_from) if record and record.counts_from else story.published


def is_wanted(story: Announcement, network: str) -> bool:
    """Whether the story asks to be announced there; the practice network rehearses any announcement.

    A story that says `announce: no` is wanted nowhere, one that says `announce: [bluesky]` only there.
    """
    if isinstance(story.announce, bool):
        return story.announce
    return network in story.announce or (network == PRACTICE and bool(story.announce))


def newest(stories: Sequence[Announcement], now: datetime) -> Announcement | None:
    """The story that a first rehearsal shows."""
    candidates = [story for story in stories if is_wanted(story, PRACTICE) and story.published <= now]
    return max(candidates, key=lambda story: (story.published, story.id), default=None)
